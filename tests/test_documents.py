"""Every command that README.md and docs/ show works, word for word, and prints what they show.

Here they are run with the packages of this environment, and what installs something is left out. With
ARSIP_CLEAN_CLONE=1, as in continuous integration, the clone makes its own environment and everything is run.
"""

from __future__ import annotations

import doctest
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import venvs
from tests.documents import place as places
from tests.documents.blocks import ROOT, blocks, documents
from tests.documents.presumed import Presumed
from tests.documents.run import typed
from tests.documents.shell import Shell

pytestmark = pytest.mark.slow

CLEAN = bool(os.environ.get("ARSIP_CLEAN_CLONE"))
#: The first that is run: the clone is as it was made.
README = ROOT / "README.md"
OTHERS = [path for path in documents() if path != README]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this checkout, with an environment unless it has to make one itself."""
    clone = places.clone(tmp_path_factory.mktemp("documents"))
    if not CLEAN:
        places.borrow_environment(clone)
    return clone


@pytest.fixture(scope="session")
def tools(request: pytest.FixtureRequest) -> Path | None:
    """What the documents presume on the path beside Python and make."""
    return venvs.programs(request.config.cache, "pipx") if CLEAN else None


@pytest.fixture(scope="session")
def presumed(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Presumed]:
    with Presumed(tmp_path_factory.mktemp("presumed")) as presumed:
        yield presumed


def test_the_readme_on_a_fresh_clone(place: Path, tools: Path | None, presumed: Presumed) -> None:
    environment = places.environment(place, tools=tools, active=False)
    check(README, place, environment | presumed.replicas)


@pytest.mark.parametrize("document", OTHERS, ids=lambda path: path.stem)
def test_a_document_where_a_crawl_has_been(
    document: Path, place: Path, tools: Path | None, presumed: Presumed
) -> None:
    environment = places.environment(place, tools=tools, active=True) | presumed.replicas
    with Shell(place, environment) as shell:
        assert shell.run("make .venv/ready")[1] == 0
    places.clean(place)
    presumed.fill(place, environment)
    check(document, place, environment)


def check(document: Path, place: Path, environment: dict[str, str]) -> None:
    found = blocks(document.read_text(encoding="utf-8"))
    with Shell(place, environment) as shell:
        troubles = [done.trouble for done in typed(found, shell, installs=CLEAN) if done.trouble]
    assert not troubles, "\n\n".join(troubles)


@pytest.mark.parametrize(
    "document",
    [path for path in documents() if path.stem != "library"],  # tests/test_library.py has its files
    ids=lambda path: path.stem,
)
def test_python_sessions_are_true(document: Path) -> None:
    assert doctest.testfile(str(document), module_relative=False).failed == 0
