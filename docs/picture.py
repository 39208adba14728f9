"""Draws docs/session.svg, the picture in README.md: some of the commands that README.md shows, with their outputs.

`make docs` writes it; that the outputs are true is tested with README.md.
"""

from __future__ import annotations

from html import escape

from tests.documents.blocks import ROOT, Step, blocks, steps

PICTURE = ROOT / "docs" / "session.svg"
#: How the commands begin that are drawn.
DRAWN = ("make demo", "arsip search", "echo", 'sqlite-utils demo/arsip.db "\n    select distinct')
COLUMNS = 100
LINE = 17  # pixels from one line to the next
CHARACTER = 7.83  # pixels of a character of 13 pixels in the usual fonts
MARGIN = 18

_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{title}</title>
<style>
  rect {{ fill: #f6f8fa; stroke: #d0d7de; }}
  text {{ fill: #1f2328; font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
  .command {{ fill: #0550ae; font-weight: bold; }}
  @media (prefers-color-scheme: dark) {{
    rect {{ fill: #0d1117; stroke: #30363d; }}
    text {{ fill: #e6edf3; }}
    .command {{ fill: #79c0ff; }}
  }}
</style>
<rect x="0.5" y="0.5" width="{inner}" height="{inner_height}" rx="8"/>
"""


def svg() -> str:
    """The picture."""
    lines = [line for step in _drawn() for line in _lines(step)][:-1]
    width = round(2 * MARGIN + COLUMNS * CHARACTER)
    height = 2 * MARGIN + len(lines) * LINE
    head = _HEAD.format(
        title="Commands of arsip on a terminal, and what they print",
        width=width,
        height=height,
        inner=width - 1,
        inner_height=height - 1,
    )
    rows: list[str] = []
    for number, (kind, text) in enumerate(lines):
        y = MARGIN + 13 + number * LINE
        rows.append(
            f'<text class="{kind}" x="{MARGIN}" y="{y}" xml:space="preserve">{escape(text)}</text>'
        )
    return head + "\n".join(rows) + "\n</svg>\n"


def _drawn() -> list[Step]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [step for block in blocks(readme) if block.kind == "console" for step in steps(block)]
    drawn = [step for step in shown if step.command.startswith(DRAWN)]
    if len(drawn) != len(DRAWN):
        raise ValueError(
            f"README.md does not show the commands {DRAWN}, which docs/picture.py draws"
        )
    return drawn


def _lines(step: Step) -> list[tuple[str, str]]:
    """Kind and text of each line: the command, its output, an empty one."""
    command = [("command", _cut(line)) for line in f"$ {step.command}".splitlines()]
    output = [("output", _cut(line)) for line in (step.output or "").splitlines()]
    return [*command, *output, ("output", "")]


def _cut(line: str) -> str:
    return line if len(line) <= COLUMNS else line[: COLUMNS - 1] + "…"
