"""Fixtures that several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import venvs


@pytest.fixture(scope="session")
def replay_tools(request: pytest.FixtureRequest) -> Path:
    """The bin folder of an environment with pywb and cdxj-indexer."""
    return venvs.programs(request.config.cache, "pywb==2.10.0", "cdxj-indexer==1.5.0")
