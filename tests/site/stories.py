"""Stories in Indonesian, told from a number: the same number always tells the same story.

What is told is the truth that a page is made from, and that a reader of the page is measured by.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from random import Random

JAKARTA = timezone(timedelta(hours=7))
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the body of a story, in order."""

    #: paragraph, subhead, quote, item; or what a reader leaves out: figure, also-read, audio,
    #: video, tweet
    kind: str
    text: str  #: of a figure the caption, of a recording or another story its title
    credit: str = ""  #: of a figure
    #: words of the text that lead to another story, and its number
    link: tuple[str, int] | None = None

    @property
    def is_text(self) -> bool:
        return self.kind in ("paragraph", "subhead", "quote", "item")


@dataclass(frozen=True, slots=True)
class Story:
    """What one page tells."""

    number: int
    kind: str  #: article, audio, video, gallery, quiz
    era: str  #: how its body is marked up: modern, br, wordclick
    title: str
    summary: str
    section: str  #: "" = none, as on old pages
    section_path: str
    keywords: str
    byline: str
    initials: tuple[str, ...]
    initials_style: str  #: such as "[%s]"
    dateline: str
    published: datetime
    modified: datetime
    cover: Part | None
    parts: tuple[Part, ...]
    #: numbers and titles of other stories, for the blocks beside the text
    related: tuple[tuple[int, str], ...]

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")[:70]

    @property
    def path(self) -> str:
        """The canonical path: with a slug, but for quizzes."""
        return (
            f"/a/{self.number}.html"
            if self.kind == "quiz"
            else f"/a/{self.slug}/{self.number}.html"
        )


# Numbers that the platform had given out by a day; in between they grew evenly.
_GROWTH = [
    (60_000, datetime(2007, 1, 3, tzinfo=UTC)),
    (131_343, datetime(2012, 1, 26, tzinfo=UTC)),
    (666_406, datetime(2012, 5, 14, tzinfo=UTC)),
    (3_814_273, datetime(2017, 4, 19, tzinfo=UTC)),
    (5_593_086, datetime(2020, 9, 22, tzinfo=UTC)),
    (7_384_716, datetime(2023, 12, 5, tzinfo=UTC)),
    (8_010_000, datetime(2025, 3, 15, tzinfo=UTC)),
    (9_000_000, datetime(2026, 11, 1, tzinfo=UTC)),
]


def published(number: int) -> datetime:
    """When the story of this number was published, aware UTC, to the minute; grows with the
    number."""
    (low, start), (high, end) = (
        _GROWTH[(at := min(max(bisect(_GROWTH, (number,)), 1), len(_GROWTH) - 1)) - 1],
        _GROWTH[at],
    )
    minutes = (end - start).total_seconds() / 60 * (number - low) / (high - low)
    return start + timedelta(minutes=round(minutes))


@lru_cache(maxsize=512)
def tell(number: int, *, edition: int = 1, when: datetime | None = None) -> Story:
    """The story of a number; `when` it was published (aware; None = as the number says).

    A second edition has a changed first paragraph, one paragraph more, and was modified a day
    later.
    """
    teller = _Teller(number, when or published(number))
    story = teller.story()
    return teller.edited(story) if edition > 1 else story


_NAMES = """
    Sutarni Marsuki Yosina Nurhayati Tumenggung Asep Rahmawati Made Wayan Togar Butet Ujang Slamet Fatimah Lukas
""".split()
_SURNAMES = """
    Wulandari Siregar Pattiwael Hidayat Nainggolan Kurniawan Lewier Tahitu Sucipto Rumbiak Saputra Manurung
""".split()
_PLACES = """
    Sumenep Kendari Ternate Jayapura Kupang Banjarmasin Pontianak Ambon Gorontalo Palu Mamuju Bengkulu Jambi Padang
    Sorong Merauke Ende Waingapu Bima Blitar Kebumen Cianjur Lebak Garut Tegal Kudus Jember Klungkung Bitung Tarakan
""".split()
_CITIES_US = [
    "New York",
    "Philadelphia",
    "Houston",
    "Seattle",
    "Los Angeles",
    "Washington DC",
    "Chicago",
]
_COUNTRIES = "Jepang Australia Belanda Mesir Kenya Vietnam Brasil Kanada Turki India Filipina Swedia Maroko".split()
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
_WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_STAFF = [
    "Rio Tuasikal",
    "Nurhadi Sucahyo",
    "Yoanes Litha",
    "Anugrah Andriansyah",
    "Petrus Riski",
    "Eva Mazrieva",
    "VOA",
]
_AGENCIES = ["Associated Press", "Reuters", "AFP"]
_CREDITS = ["AP", "AFP", "VOA/Nurhadi", "VOA/Rio Tuasikal", "Reuters", "", "", ""]
_CODES = "rd jm ab uh ka em lt ah rs fw vm dw ns ys pp".split()
_KINDS = ["article"] * 72 + ["audio"] * 12 + ["video"] * 9 + ["gallery"] * 4 + ["quiz"] * 3
_ASIDE_RULES = {
    "subhead": "subhead",
    "quote": "quote",
    "also-read": "title",
    "audio": "title",
    "video": "title",
    "tweet": "any_short",
}
_ASIDES = [*["figure"] * 3, "also-read", "also-read", "item", *_ASIDE_RULES, *[""] * 25]
_SLOT = re.compile(r"\{(\w+)\}")


def _grammar() -> dict[str, list[str]]:
    rules = defaultdict(list)
    for line in (TEMPLATES / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, words = line.split(": ", 1)
            rules[name].append(words)
    return dict(rules)


_RULES = _grammar()
_TOPICS = [name.partition(".")[2] for name in _RULES if name.startswith("section.")]


def _weekday(random: Random, day: datetime) -> str:
    part = random.choice(["", "", " pagi", " malam"])
    return f"{_WEEKDAYS[day.weekday()]}{part} ({day.day}/{day.month})"


def _past_month(random: Random, day: datetime) -> str:
    month = random.randint(1, 12)
    return f"{MONTHS[month - 1]} {'lalu' if month < day.month else 'tahun lalu'}"


#: Slots that are filled anew each time, from chance and the day that the story speaks of.
_FRESH: dict[str, Callable[[Random, datetime], object]] = {
    "nama": lambda random, day: f"{random.choice(_NAMES)} {random.choice(_SURNAMES)}",
    "tokoh": lambda random, day: f"{random.choice(_NAMES)} {random.choice(_SURNAMES)}",
    "angka": lambda random, day: random.randint(11, 980),
    "ribuan": lambda random, day: f"{random.randint(1, 98)}.{random.randint(1, 9)}00",
    "persen": lambda random, day: f"{random.randint(2, 92)},{random.randint(1, 9)}",
    "skala": lambda random, day: f"{random.randint(4, 6)},{random.randint(0, 9)}",
    "usia": lambda random, day: random.randint(19, 78),
    "jam": lambda random, day: random.randint(7, 11),
    "urutan": lambda random, day: random.choice(["pertama", "kedua", "ketiga"]),
    "tahun": lambda random, day: day.year - random.randint(2, 12),
    "tahun_depan": lambda random, day: day.year + random.randint(1, 4),
    "hari_ini": lambda random, day: (
        random.choice(["pada ", "pada hari ", "hari "]) + _weekday(random, day)
    ),
    "hari_lain": lambda random, day: _weekday(random, day - timedelta(days=random.randint(1, 4))),
    "hari_depan": lambda random, day: _weekday(random, day + timedelta(days=random.randint(1, 5))),
    "tanggal": lambda random, day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "bulan_lalu": _past_month,
    "bulan_depan": lambda random, day: (
        f"{MONTHS[day.month % 12]} {'mendatang' if day.month < 12 else 'tahun depan'}"
    ),
}


class _Teller:
    """Tells one story: what it has once settled (place, body in charge, day) stays through the
    story."""

    def __init__(self, number: int, when: datetime) -> None:
        self.number, self.when, self.random = number, when, Random(number)
        self.day = when.astimezone(JAKARTA) - timedelta(days=self.random.random() < 0.3)
        self.topic = self.random.choice(_TOPICS)
        self._untold: dict[str, list[str]] = {}
        countries = self.random.sample(_COUNTRIES, 2)
        self.settled = {
            "kota": self.random.choice(_PLACES),
            "kota_as": self.random.choice(_CITIES_US),
            "negara": countries[0],
            "negara_lain": countries[1],
            "lembaga": self.words("lembaga"),
        }

    def words(self, name: str) -> str:
        """One telling of a rule, every slot filled; the same words come again only when all have
        been told."""
        if not (untold := self._untold.get(name)):
            rules = _RULES.get(f"{name}.{self.topic}") or _RULES[name]
            untold = self._untold[name] = self.random.sample(rules, len(rules))
        return _SLOT.sub(self._slot, untold.pop())

    def _slot(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in self.settled:
            return self.settled[name]
        fresh = _FRESH.get(name)
        return str(fresh(self.random, self.day)) if fresh else self.words(name)

    def story(self) -> Story:
        random = self.random
        kind = random.choice(_KINDS)
        text = kind == "article"
        era = (
            random.choice(["br", "wordclick", "modern"])
            if text and self.when.year < 2014
            else "modern"
        )
        section, path, keywords = _RULES[f"section.{self.topic}"][0].split("|")
        codes = (
            tuple(random.sample(_CODES, random.randint(1, 3)))
            if text and random.random() < 0.8
            else ()
        )
        return Story(
            number=self.number,
            kind=kind,
            era=era,
            title=self.words("title"),
            summary=self.words("lead"),
            section=section if self.when.year >= 2012 else "",
            section_path=path,
            keywords=keywords,
            byline=random.choice(_AGENCIES if text and random.random() < 0.16 else _STAFF),
            initials=codes,
            initials_style="(%s)" if len(codes) > 1 and random.random() < 0.3 else "[%s]",
            dateline=self.settled["kota"].upper() if text and random.random() < 0.5 else "",
            published=self.when,
            modified=self.when + timedelta(minutes=random.choice([0, 0, 13, 95])),
            cover=self._figure() if text and random.random() < 0.8 else None,
            parts=tuple(self._body(era) if text else self._summary(kind)),
            related=tuple(
                (random.randint(60_000, 8_010_000), self.words("title")) for _ in range(7)
            ),
        )

    def edited(self, story: Story) -> Story:
        first, *rest = story.parts
        changed = replace(first, text=f"{first.text} Keterangan ini telah diperbarui.")
        more = [self._paragraph()] if story.kind == "article" else []
        return replace(
            story, parts=(changed, *rest, *more), modified=story.published + timedelta(days=1)
        )

    def _summary(self, kind: str) -> list[Part]:
        pictures = self.random.randint(3, 8) if kind == "gallery" else 0
        return [
            Part("paragraph", self._sentence("lead")),
            *(self._figure() for _ in range(pictures)),
        ]

    def _body(self, era: str) -> list[Part]:
        parts = [Part("paragraph", self._sentence("lead"))]
        for _ in range(self.random.randint(2, 13)):
            parts += self._aside() if era == "modern" else []
            parts.append(self._paragraph())
        return parts

    def _paragraph(self) -> Part:
        text = " ".join(self._sentence("any") for _ in range(self.random.choice([1, 2, 2, 3])))
        body = self.settled["lembaga"]
        linked = body in text and self.random.random() < 0.25
        return Part(
            "paragraph",
            text,
            link=(body, self.random.randint(60_000, 8_010_000)) if linked else None,
        )

    def _sentence(self, name: str) -> str:
        words = self.words(name)
        return words[0].upper() + words[1:]

    def _aside(self) -> list[Part]:
        """What stands between two paragraphs: mostly nothing."""
        kind = self.random.choice(_ASIDES)
        if kind == "figure":
            return [self._figure()]
        if kind == "item":
            return [Part(kind, self._sentence("item")) for _ in range(self.random.randint(2, 4))]
        return [Part(kind, self._sentence(_ASIDE_RULES[kind]))] if kind else []

    def _figure(self) -> Part:
        return Part("figure", self._sentence("caption"), credit=self.random.choice(_CREDITS))
