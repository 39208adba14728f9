"""What a reader should make of a story's page: its pictures, its recordings, every field of the
record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.site.stories import Part, Story

BASE = "https://www.voaindonesia.com"
_AGENCIES = ("AP", "AFP", "Reuters", "Associated Press")


def truth_of(story: Story) -> dict[str, Any]:
    """Fields of an article in JSON form (images without their addresses), and the body's texts as
    `paragraphs`."""
    texts = [part for part in story.parts if part.is_text]
    return {
        "id": story.number,
        "kind": story.kind,
        "site": "voaindonesia",
        "url": BASE + story.path,
        "title": story.title,
        "description": story.summary,
        "section": story.section or None,
        "keywords": story.keywords.split(", "),
        "byline": [story.byline],
        "initials": [{"code": code, "role": _role(story, code)} for code in story.initials],
        "dateline": story.dateline or None,
        "published": f"{story.published:%Y-%m-%dT%H:%M:%SZ}",
        "published_source": "json-ld",
        "modified": f"{story.modified:%Y-%m-%dT%H:%M:%SZ}",
        "language": "id",
        "paragraphs": [part.text for part in texts],
        "body": [{"kind": part.kind, "text": part.text} for part in texts],
        "images": [
            {
                "guid": name,
                "caption": figure.text,
                "credit": figure.credit or None,
                "position": position,
            }
            for name, figure, position in pictures(story)
        ],
        "media": media(story),
        "links": [
            {
                "url": f"{BASE}/a/{part.link[1]}.html",
                "text": part.link[0],
                "block": block,
                "target": part.link[1],
            }
            for block, part in enumerate(texts)
            if part.link
        ],
        "rights": "agency" if story.byline in _AGENCIES else "voa",
    }


def _role(story: Story, code: str) -> str | None:
    if len(story.initials) == 1:
        return None
    return {story.initials[0]: "writer", story.initials[-1]: "editor"}.get(code)


def guid(number: int, index: int) -> str:
    """What identifies the picture at a place of a story; 0 = its cover."""
    return f"{number:08x}-0aff-0242-{index:04x}-08d{(number * 2_654_435_761 + index) % 16**9:09x}"


def pictures(story: Story) -> Iterator[tuple[str, Part, int]]:
    """The pictures of a story: guid, figure, and after how many blocks of the body each stands."""
    if story.cover:
        yield guid(story.number, 0), story.cover, 0
    blocks = 0
    for index, part in enumerate(story.parts, 1):
        blocks += part.is_text
        if part.kind == "figure":
            yield guid(story.number, index), part, blocks


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of a story."""

    kind: str
    title: str
    number: int
    index: int  #: place in the story: 0 = its own

    @property
    def files(self) -> list[tuple[str, str]]:
        """Address and label of each file, the one that plays first."""
        stem = f"https://voa-{self.kind}-ns.akamaized.net/vin/{self.number}/{self.index}"
        if self.kind == "audio":
            return [(f"{stem}.mp3", "64 kbps"), (f"{stem}_hq.mp3", "128 kbps")]
        return [(f"{stem}_{height}.mp4", height) for height in ("240p", "480p", "720p", "1080p")]

    @property
    def mime(self) -> str:
        return "audio/mp3" if self.kind == "audio" else "video/mp4"

    @property
    def duration_s(self) -> int:
        return 30 + (self.number + self.index) % 1500

    def truth(self) -> dict[str, Any]:
        renditions = [{"url": url, "mime": self.mime, "label": label} for url, label in self.files]
        first = self.files[0][0]
        return {
            "kind": self.kind,
            "url": first,
            "title": self.title,
            "duration_s": self.duration_s,
            "renditions": renditions,
        }


#: What the page shows of another site, in each of its stories that have it.
TWEET: dict[str, Any] = {
    "kind": "embed",
    "url": "https://twitter.com/warga_id/status/1",
    "title": None,
    "duration_s": None,
    "renditions": [],
}


def media(story: Story) -> list[dict[str, Any]]:
    """The recordings and the embeds of a story, in the order of its page."""
    found = [recording.truth() for recording in recordings(story)]
    own = 1 if story.kind in ("audio", "video") else 0
    shown = [part.kind for part in story.parts if part.kind in ("audio", "video", "tweet")]
    if "tweet" in shown:
        found.insert(own + shown.index("tweet"), TWEET)
    return found


def recordings(story: Story) -> list[Recording]:
    """The recordings of a story, in the order of its page."""
    own = (
        [Recording(story.kind, story.title, story.number, 0)]
        if story.kind in ("audio", "video")
        else []
    )
    inside = enumerate(story.parts, 1)
    return own + [
        Recording(p.kind, p.text, story.number, n)
        for n, p in inside
        if p.kind in ("audio", "video")
    ]
