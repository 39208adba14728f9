"""Imports files, in this process or as a user does, and looks at what came of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sqlite_utils import Database

from archive.imports import plan, sources
from archive.imports.batches import ImportFilter
from archive.imports.importer import Importer
from archive.sites import SITES
from archive.store import Store
from tests.crawling import BIN, environment

ALL = ImportFilter(frozenset(SITES))
HOME = "https://www.voaindonesia.com"


def arsip(
    *arguments: object, code: int = 0, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "arsip"), *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment(), cwd=cwd
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def load(
    folder: Path, *paths: Path, workers: int = 1, selection: ImportFilter = ALL, **options: object
) -> dict[str, int]:
    """Import into folder/arsip.db in this process."""
    with Store(folder / "arsip.db") as store:
        importer = Importer(store, selection, workers=workers, **options)  # type: ignore[arg-type]
        return dict(importer.run(plan.Plan.of(sources.find(paths))))


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    db = Database(folder / "arsip.db")
    try:
        return list(db.execute(sql))
    finally:
        db.close()


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def story(text: str, number: int = 7000001) -> tuple[str, bytes]:
    """A small page of an item, whose text is told apart."""
    url = f"{HOME}/a/gempa/{number}.html"
    html = f"""<!doctype html><html lang="id"><head><title>Gempa</title><link rel="canonical" href="{url}">
    <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2023-02-07 18:30:00Z",
    "name": "Gempa"}}</script></head><body class="pg-article"><h1 class="pg-title">Gempa</h1>
    <div id="article-content"><div class="wsw"><p>{text} pada hari Selasa (7/2).</p></div></div></body></html>"""
    return url, html.encode()
