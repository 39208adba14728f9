"""The table of forms as Markdown: `python -m docs.dates` writes it anew between its marks in
docs/dates.md."""

from __future__ import annotations

import re
from pathlib import Path

from archive.temporal.grammar.forms import FORMS
from archive.temporal.pattern import PUBLISHED, Form
from archive.temporal.slots import SLOTS

DOCUMENT = Path(__file__).with_suffix(".md")
START, END = "<!-- forms: made from the rows by docs/dates.py -->", "<!-- end of forms -->"


def markdown() -> str:
    """Every form with its example and value, then every trap and every slot."""
    dates = [
        _row(form.name, f"`{form.pattern}`", _bold(form.example), _value(form))
        for form in FORMS
        if form.resolve
    ]
    traps = [_row(form.name, form.example) for form in FORMS if not form.resolve]
    return "\n".join(
        [
            f"### The {len(dates)} forms\n",
            f"The values are those of an article published on {PUBLISHED}, unless the row "
            "says otherwise.\n",
            *_head("form", "written", "example", "value"),
            *dates,
            f"\n### The {len(traps)} traps: nothing is found\n",
            *_head("trap", "example"),
            *traps,
            f"\n### The {len(SLOTS)} slots\n",
            *_head("slot", "stands for", "example"),
            *(_row(f"`{{{s.name}}}`", s.what, f"`{s.example}`") for s in SLOTS.values()),
        ]
    )


def inserted(document: str) -> str:
    """A document with the table between its marks. ValueError: it has no marks."""
    before, start, rest = document.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(
            f"no place for the table; put the lines {START} and {END} where it belongs"
        )
    return f"{before}{START}\n\n{markdown()}\n\n{END}{after}"


def _head(*names: str) -> tuple[str, str]:
    return _row(*names), _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _value(form: Form) -> str:
    told = "" if form.published == PUBLISHED else f" (published {form.published})"
    return (form.value or "") + told


def _bold(example: str) -> str:
    """An example with its dates in bold instead of braces."""
    return re.sub(r"\{(.*?)\}", r"**\1**", example)


if __name__ == "__main__":
    DOCUMENT.write_text(inserted(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
