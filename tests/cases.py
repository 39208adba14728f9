"""Runs a folder of cases: `python -m tests.cases FOLDER [NAME…]`.

A case is a folder `NN-name` with `case.py`, which prints what came, and `expected.txt`, which says
what should come; `files/EXPECTED.txt` lists single files beside them. Each runs in a process of its
own, with this Python's arsip in `$ARSIP`, and is judged by the checks below; one without a check is
to be looked at. The exit code is 1 where one failed.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
#: Next to the Python that runs this.
BIN = Path(sys.executable).parent
TIMEOUT_S = 300  # a case that loops never ends; others take a minute on a busy machine
AT_ONCE = 2
#: What `arsip import wayback` became.
_SHIM = """\
#!/bin/sh
if [ "$1 $2" = "import wayback" ]; then
    shift 2
    set -- wayback fetch "$@"
fi
exec "{arsip}" "$@"
"""


@dataclass(frozen=True, slots=True)
class Check:
    """What must and must not stand in the output of a case, as patterns."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    times: tuple[tuple[str, int], ...] = ()  #: a pattern, and how often it stands there


_FETCHED = r"7000001\.html', 'fetched', None"
_NO_TRACE = (r"Traceback \(most recent", r"\bNO JSON\b")

#: By number of the case.
CHECKS = {
    "01": Check((r"'https://\[rusak", r"7000003\.html', 'fetched'"), times=((r"'item'.*fetched", 3),)),
    "02": Check((_FETCHED, "'/sitemap_news.xml'")),
    "04": Check(times=((r"'item'.*fetched", 2),)),
    "05": Check(times=((r"'item'.*fetched", 3),)),
    "06": Check(lacks=("LookupError",), times=((r"'item'.*fetched", 12),)),
    "08": Check(times=((r"'item'.*fetched", 3),)),
    "09": Check((_FETCHED,)),
    "10": Check(times=((r"7000002\.html', 'excluded', 'robots", 2),)),
    "12": Check(("asks for 86,400 s",), times=((r"complete: 1 new", 5), ("exit|rc 4", 2))),
    "14": Check((r"items 17, new 17",), (r"'failed'",), ((r"'item'.*fetched", 17),)),
    "15": Check((r"7000008\.html', 'failed'", "sound"), (r"<[\w.]+ object",), ((r"'item'.*fetched", 11),)),
    "17": Check(("Retry-After",), (r"'failed'",)),
    "20": Check(times=((r"\b0 read 1, items 1, new 1", 14), (r"^wrong +8 ", 1))),
    "23": Check(lacks=(r"(?<!not )items 0", r"\b0 (?:unpacked )?bytes skipped")),
    "24": Check(lacks=(r" 0 read 0",), times=((r"new 1", 29),)),
    "26": Check((r"caf\\xe9",), times=((r"(?:folder|named) 0 read 1, new 1", 14),)),
    "28": Check(("rc 5", "held by process", "complete: 3 new")),
    "29": Check(times=((r"^'.*' 0 0 \[", 7),)),
    "30": Check(lacks=(r" (?:search|show|extract|status) [1-9]",)),
    "31": Check(times=((r"19121", 4), (r"26288", 2))),
    "32": Check(times=((r"2023-02-08T05:00:00Z json-ld", 19),)),
    "35": Check((r"complete: 2 new",), (r"'failed'", "refused")),
    "43": Check(lacks=(r"\b[1-9]\d\d\.\d us/char",)),
    "45": Check(lacks=(r"^'.*' +[1-9]",)),
    "47": Check(times=((r"captures listed: \[\(40,\)\] of 40", 2),)),
    "50": Check(times=((r"\(7000002,\), \(7000003,\)", 5), (r"run 1 [018] ", 5))),
    "53": Check((_FETCHED,), (r"verdict.*error",)),
}  # fmt: skip

#: Cases that end in names that are no more: only what comes before is judged.
_RENAMED = {"53": "== the same address where"}

_SITE = "https://www.voaindonesia.com/a/7000001.html"


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one case or file."""

    name: str
    seconds: float
    code: int | None  #: None = it did not end in time
    verdict: str  #: ok, FAILED: why, look
    expected: str

    @property
    def failed(self) -> bool:
        """True where a check failed."""
        return self.verdict.startswith("FAILED")

    def __str__(self) -> str:
        code = "time" if self.code is None else str(self.code)
        return f"{self.name:38} {self.seconds:5.1f} s {code:>4}  {self.verdict:24} {self.expected}"


def names(folder: Path) -> list[str]:
    """The cases of a folder, then its single files, in order."""
    cases = sorted(path.parent.name for path in folder.glob("[0-9]*/case.py"))
    files = sorted(path.name for path in folder.glob("files/*") if path.name != "EXPECTED.txt")
    return cases + files


def run(folder: Path, wanted: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of the cases and files of a folder that are wanted, in order; none named = all."""
    chosen = [name for name in names(folder) if not wanted or name in wanted]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(AT_ONCE) as pool:
        shim = Path(scratch, "arsip")
        shim.write_text(_SHIM.format(arsip=BIN / "arsip"))
        shim.chmod(0o755)
        yield from pool.map(lambda name: _run_one(folder, name, Path(scratch)), chosen)


def _run_one(folder: Path, name: str, scratch: Path) -> Row:
    if (folder / name).is_dir():
        return run_case(folder / name, scratch)
    return run_file(folder / "files" / name, scratch)


def run_case(case: Path, scratch: Path) -> Row:
    """One case in a process of its own."""
    begin = time.monotonic()
    code, output = _output([sys.executable, str(case / "case.py")], scratch)
    number = case.name.partition("-")[0]
    if mark := _RENAMED.get(number):
        output, _, rest = output.partition(mark)
        code = 0 if rest else code
    check = CHECKS.get(number)
    if code is None:
        verdict = f"FAILED: not done in {TIMEOUT_S} s"
    elif check is None:
        verdict = "look"
    else:
        verdict = judged(check, code, output)
    expected = (case / "expected.txt").read_text().strip()
    return Row(case.name, time.monotonic() - begin, code, verdict, expected)


def judged(check: Check, code: int, output: str) -> str:
    """The verdict of a check on an output."""
    found: Callable[[str], list[str]] = lambda what: re.findall(what, output, re.MULTILINE)  # noqa: E731
    if code:
        return f"FAILED: exit {code}"
    for what in check.has:
        if not found(what):
            return f"FAILED: lacks {what!r}"
    for what in (*check.lacks, *_NO_TRACE):
        if found(what):
            return f"FAILED: holds {what!r}"
    for what, count in check.times:
        if len(found(what)) < count:
            return f"FAILED: {len(found(what))} of {count} × {what!r}"
    return "ok"


#: SQL on the database that a file was imported into, and its rows; of other files one item is
#: expected.
_TITLE = "SELECT title FROM articles"
_PARAGRAPHS = (
    "SELECT length(body) - length(replace(body, char(10) || char(10), 'x')) + 1 FROM articles"
)
_PICTURE = "SELECT position, caption FROM article_images"
FILE_CHECKS: dict[str, tuple[str, list[tuple[object, ...]]]] = {
    "plain-error-replaces-text.warc": (_TITLE, [("Perahu Kayu Kembali ke Muara",)]),
    "chinese.warc.wet": (_TITLE, [("木船回到河口",)]),
    "dump-chinese.txt": (_PARAGRAPHS, [(2,)]),
    "dump-urdu.txt": (_PARAGRAPHS, [(2,)]),
    "dump-thai.txt": (_PARAGRAPHS, [(2,)]),
    "dump-question-title.txt": (
        _PICTURE,
        [(0, "Pedagang menimbang beras di Pasar Induk, hari Selasa (7/2).")],
    ),
    "dump-caption-is-title-simple.txt": (
        _PICTURE,
        [(0, "Perahu Kayu Kembali ke Muara Setelah Badai")],
    ),
    "dump-last-without-stop.txt": (_PARAGRAPHS, [(2,)]),
    "claimreview.html": ("SELECT modified FROM articles", [("2019-11-19T14:42:55Z",)]),
    "two-pages.arc": (
        "SELECT count(*), min(time) FROM captures",
        [(2, "2008-04-30T20:48:25.000000Z")],
    ),
    "revisit-http-https.warc": ("SELECT count(*) FROM revisits_waiting", [(0,)]),
    "picture-singlefile.html": (_PICTURE, [(1, "Perahu bersandar di dermaga.")]),
    "real-404-like-pg-404.html": ("SELECT count(*) FROM articles", [(0,)]),
    "no-date.warc": ("SELECT count(*) FROM articles", [(0,)]),
}


def run_file(file: Path, scratch: Path) -> Row:
    """One file, imported into a database of its own."""
    begin = time.monotonic()
    database = scratch / f"{file.name}.db"
    command = [str(scratch / "arsip"), "import", str(file), "--db", str(database), "--workers", "1"]
    if file.name.startswith("dump-"):
        command += ["--url", _SITE]
    code, output = _output(command, scratch)
    sql, wanted = FILE_CHECKS.get(file.name, ("SELECT count(*) > 0 FROM articles", [(1,)]))
    verdict = "ok"
    if "Traceback" in output or code is None:
        verdict = f"FAILED: {output[-80:]!r}"
    else:
        connection = sqlite3.connect(database)
        found = connection.execute(sql).fetchall()
        connection.close()
        if found != wanted:
            verdict = f"FAILED: {found!r}"
    return Row(file.name, time.monotonic() - begin, code, verdict, "")


def _output(command: list[str], scratch: Path) -> tuple[int | None, str]:
    """Exit code and output; None = it did not end in time."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "ARSIP": str(scratch / "arsip"), "PATH": path}
    environment["TMPDIR"] = str(scratch)
    environment["PYTHONPATH"] = str(REPOSITORY)
    try:
        ended = subprocess.run(
            command, capture_output=True, cwd=REPOSITORY, env=environment, timeout=TIMEOUT_S
        )
    except subprocess.TimeoutExpired as expired:
        return None, (expired.stdout or b"").decode("utf-8", "replace")
    return ended.returncode, (ended.stdout + ended.stderr).decode("utf-8", "backslashreplace")


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 where a case failed, 2 without a folder."""
    if not arguments or arguments[0].startswith("-"):
        print("usage: python -m tests.cases FOLDER [NAME…]", file=sys.stderr)
        return 2
    failed = 0
    for row in run(Path(arguments[0]).absolute(), arguments[1:]):
        print(row, flush=True)
        if row.failed:
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
