"""The pages of tests/pages, whole: some are saved as they are (page.html), the others are written from
their own parts (page.parts) and the frame that those name.

    python -m tests.whole_pages FOLDER              writes every page and text dump to a folder
    python -m tests.whole_pages FOLDER NAME ...     only the pages of these names, for a browser

A file of parts begins with lines `name: value`; then a line `--- name` begins a part of several lines.
`frame: NAME` takes over every part of tests/frames/NAME.parts that the file does not have itself. A
part stands in another as {{name}}, or {{name|filter}} where it has to be written in another way: the
filters are the table FILTERS. A line {{name?}} is left out when the part is empty.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).parent
PAGES = HERE / "pages"
DUMPS = HERE / "dumps"
FRAMES = HERE / "frames"

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)

_SLOT = re.compile(r"\{\{(\w+)(?:\|(\w+))?\??\}\}")
_OPTIONAL_LINE = re.compile(r"\{\{\w+\?\}\}")
_PART = re.compile(r"^--- (\w+)\n", re.MULTILINE)


def page(folder: Path) -> bytes:
    """The whole page of a folder of tests/pages."""
    whole = folder / "page.html"
    if whole.exists():
        return whole.read_bytes()
    return filled("page", parts(folder / "page.parts")).encode()


def parts(file: Path) -> dict[str, str]:
    """The parts of a file by name, and below them those of its frame and of that one's frame."""
    own = own_parts(file)
    if "frame" not in own:
        return own
    return parts(FRAMES / f"{own['frame']}.parts") | own


def own_parts(file: Path) -> dict[str, str]:
    """The parts that stand in a file itself."""
    head, *rest = _PART.split(file.read_bytes().decode())
    own = {}
    for line in head.split("\n"):
        if line:
            name, _, value = line.partition(":")
            own[name] = value.removeprefix(" ")
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        own[name] = text.removesuffix("\n")
    return own


def filled(name: str, among: dict[str, str]) -> str:
    """A part with the parts that stand in it."""
    lines = []
    for line in among[name].split("\n"):
        text = _SLOT.sub(lambda slot: _written(slot, among), line)
        if text or not _OPTIONAL_LINE.fullmatch(line):
            lines.append(text)
    return "\n".join(lines)


def _written(slot: re.Match[str], among: dict[str, str]) -> str:
    text = filled(slot[1], among)
    if slot[2] is None:
        return text
    return FILTERS[slot[2]](text)


def _escaped(text: str) -> str:
    return html.escape(text).replace("&#x27;", "&#39;")


def _json(text: str) -> str:
    """A string of JSON as the platform writes it into a script."""
    quoted = json.dumps(text, ensure_ascii=False)
    for sign in "'&<>":
        quoted = quoted.replace(sign, f"\\u{ord(sign):04X}")
    return quoted


def _script(text: str) -> str:
    return _json(_escaped(text))


def _number(path: str) -> str:
    return path.rpartition("/")[2]


def _slug(path: str) -> str:
    return path.rpartition("/")[0]


def _local(moment: str) -> str:
    return moment.replace("+", "&#x2B;")


def _day(moment: str) -> str:
    day = datetime.fromisoformat(moment)
    return f"{day:%d} {MONTHS[day.month - 1]} {day.year}"


def _json_date(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M:%SZ}"


def _script_date(moment: str) -> str:
    form = (
        'pub_year:"%Y",pub_month:"%m",pub_day:"%d",pub_hour:"%H",pub_minute:"%M",pub_weekday:"%A"'
    )
    return f"{datetime.fromisoformat(moment).astimezone(UTC):{form}}"


def _people(byline: str) -> list[str]:
    return byline.split(", ")


def _json_people(byline: str) -> str:
    people = [f'{{"@type":"Person","name":{_json(name)}}}' for name in _people(byline)]
    if len(people) == 1:
        return people[0]
    return f"[{','.join(people)}]"


def _links(byline: str) -> str:
    """A list item for each person, with a link to the person's page."""
    items = []
    for name in _people(byline):
        path = f"/author/{name.lower().replace(' ', '-')}/{sum(map(ord, name)):04x}"
        link = f'<a class="links__item-link" href="{path}" title="{_escaped(name)}">{_escaped(name)}</a>'
        items.append(f'<li class="links__item">\nOleh {link}\n</li>')
    return "\n".join(items)


FILTERS = {
    "html": _escaped,
    "json": _json,
    "script": _script,
    "lower": str.lower,
    "quoted": lambda url: quote(url, safe="").lower(),
    "number": _number,
    "slug": _slug,
    "local": _local,
    "day": _day,
    "json_date": _json_date,
    "script_date": _script_date,
    "json_people": _json_people,
    "links": _links,
}


def write(folder: Path) -> None:
    """Writes every page and text dump to a folder: pages/NAME/page.html, dumps/NAME/dump.txt."""
    for saved in PAGES.iterdir():
        write_page(saved, folder / "pages" / saved.name)
    shutil.copytree(
        DUMPS, folder / "dumps", ignore=shutil.ignore_patterns("*.json"), dirs_exist_ok=True
    )


def write_page(saved: Path, folder: Path) -> None:
    """Writes one page to a folder, as page.html."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_bytes(page(saved))


def main(folder: Path, names: list[str]) -> None:
    """Writes the pages of these names, or everything."""
    if not names:
        write(folder)
    for name in names:
        write_page(PAGES / name, folder / name)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: python -m tests.whole_pages FOLDER [NAME…]")
    main(Path(sys.argv[1]), sys.argv[2:])
