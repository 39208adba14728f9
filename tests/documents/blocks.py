"""What a document shows: its fenced blocks, the commands in them, and its inline code."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = ("console", "sh", "crontab", "python", "text")

_FENCE = re.compile(r"(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<kind>.*)")
_INLINE = re.compile(r"(`+)(?P<code>.+?)\1", re.DOTALL)
_CODE = re.compile(r"\[(?P<code>\d+)\]")
_CRONTAB = re.compile(r"(?:@\w+|(?:\S+\s+){5})(?P<command>\S.*)")
_VARIABLE = re.compile(r"\w+=")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document."""

    kind: str  #: what stands behind the opening fence
    text: str
    line: int  #: of its first line, from 1

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True, slots=True)
class Step:
    """A command that a block shows."""

    command: str
    line: int
    output: str | None = None  #: None = none is shown
    code: int = 0


def documents() -> list[Path]:
    """Every document that shows commands."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a document in their order. ValueError: one is not closed."""
    found: list[Block] = []
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number])
        number += 1
        if fence is None:
            continue
        start = number
        while number < len(lines) and lines[number].strip() != fence["marks"]:
            number += 1
        if number == len(lines):
            raise ValueError(f"line {start}: the block is not closed")
        inside = [line.removeprefix(fence["indent"]) for line in lines[start:number]]
        found.append(Block(fence["kind"].strip(), "\n".join(inside), start + 1))
        number += 1
    return found


def steps(block: Block) -> list[Step]:
    """The commands of a block in their order; none in one that shows none."""
    if block.kind == "console":
        return list(_console(block))
    if block.kind == "sh":
        return list(_typed(block))
    if block.kind == "crontab":
        return list(_crontab(block))
    return []


def inline(text: str) -> list[str]:
    """What stands between backticks in the prose, on one line each."""
    prose: list[str] = []
    fence = None
    for line in text.splitlines():
        mark = _FENCE.fullmatch(line)
        if fence is None and mark is None:
            prose.append(line)
        elif fence is None and mark is not None:
            fence = mark["marks"]
        elif line.strip() == fence:
            fence = None
    return [" ".join(found["code"].split()) for found in _INLINE.finditer("\n".join(prose))]


def is_whole(command: str) -> bool:
    """True when a shell would run it, False when it would wait for more lines."""
    done = subprocess.run(
        ["bash", "-n", "-c", command], capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and not done.stderr and not command.endswith("\\")


def _console(block: Block) -> Iterator[Step]:
    lines = block.lines
    if lines and not lines[0].startswith("$ "):
        raise ValueError(f"line {block.line}: a console block begins with a command after '$ '")
    number = 0
    while number < len(lines):
        line = block.line + number
        command = lines[number].removeprefix("$ ")
        number += 1
        while not is_whole(command) and number < len(lines):
            command += "\n" + lines[number]
            number += 1
        output: list[str] = []
        while number < len(lines) and not lines[number].startswith("$ "):
            output.append(lines[number])
            number += 1
        code = 0
        if output and (shown := _CODE.fullmatch(output[-1])):
            code = int(shown["code"])
            output.pop()
        yield Step(command, line, "\n".join(output), code)


def _typed(block: Block) -> Iterator[Step]:
    command = ""
    line = block.line
    for number, text in enumerate(block.lines, block.line):
        if not command:
            line = number
        command = f"{command}\n{text}" if command else text
        if not is_whole(command):
            continue
        if command.strip() and not command.lstrip().startswith("#"):
            yield Step(command, line)
        command = ""
    if command:
        raise ValueError(f"line {line}: the command does not end")


def _crontab(block: Block) -> Iterator[Step]:
    for number, line in enumerate(block.lines, block.line):
        if not line or line.startswith("#") or _VARIABLE.match(line):
            continue
        entry = _CRONTAB.fullmatch(line)
        if entry is None:
            raise ValueError(f"line {number}: is no line of a crontab")
        yield Step(f"(cd && sh -c {_quoted(entry['command'])})", number)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
