"""The drawing of imports: no rooms import one another, and a cycle would be seen."""

from __future__ import annotations

from graphlib import CycleError
from pathlib import Path

import pytest

from docs.rooms import ROOT, arrows, drawing, floors


def test_no_rooms_import_one_another() -> None:
    drawn = arrows(ROOT)
    assert {"archive.store", "archive.reader", "crawler"} <= drawn.keys()
    assert [room for room, others in drawn.items() if "crawler" in others] == []
    assert "crawler" in floors(drawn)[-1]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    files = {
        "archive/__init__.py": "",
        "archive/article.py": "import re\n",
        "archive/store/__init__.py": "from archive.store import rows\n",
        "archive/store/rows.py": "from archive import article\n",
        "crawler/__init__.py": "",
        "crawler/cli.py": "def late():\n    import archive.store.rows\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_rooms_arrows_and_floors(small: Path) -> None:
    assert drawing(arrows(small)).splitlines() == [
        " 2  crawler              -> archive.store",
        " 1  archive.store        -> archive.article",
        " 0  archive              -> (nothing)",
        " 0  archive.article      -> (nothing)",
        "4 rooms, 2 arrows, 3 floors",
    ]


def test_a_cycle_is_seen(small: Path) -> None:
    (small / "archive" / "article.py").write_text(
        "def late():\n    from archive.store.rows import x\n"
    )
    with pytest.raises(CycleError, match=r"archive\.store"):
        floors(arrows(small))
