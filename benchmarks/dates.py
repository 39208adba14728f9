"""Quality and speed of the dates, beside dateparser's search: `python benchmarks/dates.py`.

English and the other languages are scored on the marked sentences of tests/dates/en and its like.
Speed is measured on distinct articles of 400 words, made from the marked sentences of tests/dates.
Quality needs the marked set of the folder that ARSIP_SAMPLES names (dates/dev.jsonl, with its
score.py and run_dateparser.py). Exit code 1 when a figure is below its floor in dates.json; floors
only rise, and hold for the set whose hash is there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from dateparser.search import search_dates  # noqa: E402

from archive.temporal import mentions  # noqa: E402
from archive.temporal.grammar.english import ENGLISH  # noqa: E402
from archive.temporal.grammar.forms import FORMS  # noqa: E402
from tests import marked_dates  # noqa: E402

FLOORS = json.loads((HERE / "dates.json").read_text("utf-8"))
WORDS = 400
#: Parts of expressions that a hostile text may repeat.
PIECES = ["3, ", "dan ", "3 dan ", "Senin, ", "hingga ", "pukul 7 ", "(", "2013 ", "akan ", "a-"]
PIECES += ["kata ", "yang akan ", "tanggal 3 ", "Senin-", "7/2 ", "1", "x", "  ", "Juni ", "sejak "]
#: The same in languages whose days dateparser reads.
OTHER_PIECES = {
    "es": ["el lunes ", "3 de marzo de ", "de lunes a "],
    "fr": ["lundi ", "de lundi à ", "3 mars, ", "1er "],
    "ru": ["в среду ", "3 марта ", "12.12.2012 "],
    "tr": ["Salı günü ", "3 Mart 2020 Salı "],
    "vi": ["thứ Hai ", "ngày 3/3 "],
}
ARTICLES = 40
FILLER = (
    "Pemerintah menyatakan bantuan pangan telah dikirim ke daerah yang sulit dijangkau "
    "melalui jalur laut dan udara.",
    "Juru bicara kementerian menolak merinci jumlah personel yang dikerahkan di perbatasan "
    "kedua negara itu.",
    "Para ahli memperingatkan bahwa harga bahan pokok dapat terus naik apabila pasokan tidak "
    "segera dipulihkan.",
    "Organisasi hak asasi manusia menyerukan penyelidikan independen atas laporan kekerasan "
    "terhadap warga sipil.",
    "Ribuan orang turun ke jalan untuk menuntut perubahan kebijakan yang mereka anggap "
    "merugikan rakyat kecil.",
    "Perundingan berlangsung alot karena kedua pihak berbeda pendapat tentang pembagian "
    "wilayah dan sumber daya.",
)


def articles(count: int) -> list[tuple[str, datetime]]:
    """Distinct texts of 400 words with a date every 40 words or so, and their publication."""
    rng = random.Random(400)
    sentences = [example.text for example in marked_dates.every()]
    return [
        (_article(rng, sentences), datetime.fromisoformat("2023-02-08") + timedelta(days=37 * n))
        for n in range(count)
    ]


def _article(rng: random.Random, sentences: list[str]) -> str:
    words: list[str] = []
    while len(words) < WORDS:
        words += (
            rng.choice(sentences).split() + rng.choice(FILLER).split() + rng.choice(FILLER).split()
        )
    return " ".join(words[:WORDS])


def median_ms(read: Callable[[str, datetime], object], texts: list[tuple[str, datetime]]) -> float:
    """The median over the texts of the CPU time that each takes, in milliseconds: the best of
    three, after a warm-up."""
    read(*texts[0])
    return statistics.median(min(_ms(read, *text) for _ in range(3)) for text in texts)


def _ms(read: Callable[[str, datetime], object], text: str, published: datetime) -> float:
    start = time.process_time()
    read(text, published)
    return (time.process_time() - start) * 1000


def baseline(text: str, published: datetime) -> object:
    """What dateparser finds by itself."""
    return search_dates(
        text, languages=["id"], settings={"RELATIVE_BASE": published, "DATE_ORDER": "DMY"}
    )


def speed(count: int) -> dict[str, float]:
    """Prints and gives the figures of speed."""
    texts = articles(count)
    ours, theirs = median_ms(mentions, texts), median_ms(baseline, texts)
    print(f"speed, {len(texts)} distinct articles of {WORDS} words, median of one process")
    print(f"  {'archive.temporal.mentions':32} {ours:8.2f} ms")
    print(
        f"  {'dateparser.search.search_dates':32} {theirs:8.2f} ms   {theirs / ours:.0f} times as "
        "long\n"
    )
    return {"articles_per_s": 1000 / ours, "times_as_fast": theirs / ours}


def quality(samples: Path) -> dict[str, float]:
    """Value-F1 and strict F1 on the marked set, ours and dateparser's."""
    gold = samples / "dates" / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.jsonl", Path(folder) / "dateparser.jsonl"
        ours.write_text(
            "".join(
                json.dumps(_read(line, samples)) + "\n" for line in gold.open(encoding="utf-8")
            ),
            "utf-8",
        )
        subprocess.run(
            [sys.executable, gold.parent / "run_dateparser.py", gold, theirs], check=True
        )
        scores = {
            "archive.temporal.mentions": _score(gold, ours),
            "dateparser.search.search_dates": _score(gold, theirs),
        }
    print(f"{'quality, dates/dev.jsonl':44} value-F1  strict F1  trap texts hit")
    for name, score in scores.items():
        traps = f"{score['trap_texts_hit']} of {score['trap_texts']}"
        print(f"  {name:42} {score['value'][2]:8.3f}  {score['strict'][2]:9.3f}  {traps:>14}")
    best = scores["archive.temporal.mentions"]
    return {"value_f1": best["value"][2], "strict_f1": best["strict"][2]}


def _read(line: str, samples: Path) -> dict[str, Any]:
    entry = json.loads(line)
    text = entry.get("text")
    if text is None:
        with (samples / "seeds" / entry["text_file"]).open(encoding="utf-8", newline="") as file:
            text = file.read()
    found = mentions(text, datetime.fromisoformat(entry["published"]))
    return {
        "id": entry["id"],
        "mentions": [{"start": m.start, "end": m.end, "value": m.value} for m in found],
    }


def _score(gold: Path, predicted: Path) -> dict[str, Any]:
    command = [sys.executable, gold.parent / "score.py", gold, predicted, "--json"]
    score: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return score


def languages() -> dict[str, float]:
    """Value-F1 on the marked English sentences, ours and dateparser's, and the precision in each
    other language that has some."""
    print(f"{'marked sentences':44} sentences  precision  recall  value-F1")
    figures = {}
    sentences = marked_dates.every("en")
    if sentences:
        figures["english_f1"] = _row("en, archive.temporal.mentions", sentences, _found("en"))[2]
        _row("en, dateparser.search.search_dates", sentences, _searched)
    lowest = []
    for folder in sorted(path for path in marked_dates.FOLDER.iterdir() if path.is_dir()):
        if folder.name != "en":
            sentences = marked_dates.every(folder.name)
            lowest.append(_row(folder.name, sentences, _found(folder.name))[0])
    if lowest:
        figures["other_languages_precision"] = min(lowest)
    print()
    return figures


Values = set[tuple[int, int, str]]


def _found(language: str) -> Callable[[str, datetime], Values]:
    def read(text: str, published: datetime) -> Values:
        return {(m.start, m.end, m.value) for m in mentions(text, published, language)}

    return read


def _searched(text: str, published: datetime) -> Values:
    """What dateparser's search finds in English text by itself, as days."""
    base = published.replace(tzinfo=None)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    values: Values = set()
    at = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        at = start + len(words)
        values.add((start, at, moment.date().isoformat()))
    return values


def _row(
    name: str,
    sentences: list[marked_dates.Marked],
    read: Callable[[str, datetime], Values],
) -> tuple[float, float, float]:
    """Prints a row; precision, recall and F1 of values whose spans overlap a mark."""
    right = found = marked = 0
    for one in sentences:
        values = read(one.text, one.published)
        found += len(values)
        marked += len(one.marks)
        for mark in one.marks:
            right += any(
                start < mark.end and mark.start < end and value == mark.value
                for start, end, value in values
            )
    precision = right / found if found else 1.0
    recall = right / marked if marked else 1.0
    f1 = 2 * right / (found + marked) if found + marked else 1.0
    print(f"  {name:42} {len(sentences):9}  {precision:9.3f}  {recall:6.3f}  {f1:8.3f}")
    return precision, recall, f1


def growth() -> dict[str, float]:
    """The time of the slowest text of 100 KB that repeats one expression or a part of one."""
    examples = [("id", form.example) for form in FORMS] + [("en", form.example) for form in ENGLISH]
    pieces = [(language, re.sub(r"[{}]", "", example) + " ") for language, example in examples]
    pieces += [("id", piece) for piece in PIECES]
    pieces += [(language, piece) for language, given in OTHER_PIECES.items() for piece in given]
    slowest, of = 0.0, ""
    for language, piece in pieces:
        text = piece * (100_000 // len(piece))
        start = time.process_time()
        mentions(text, datetime.fromisoformat("2023-02-08"), language)
        took_s = time.process_time() - start
        if took_s > slowest:
            slowest, of = took_s, piece
    print(f"growth: {len(pieces)} texts of 100 KB, the slowest {slowest:.2f} s of {of!r}\n")
    return {"hundred_kb_a_s": 1 / slowest}


def main() -> int:
    """Prints the tables; the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=ARTICLES)
    figures = speed(options.parse_args().articles)
    figures |= languages() | growth()
    samples = os.environ.get("ARSIP_SAMPLES")
    if samples:
        gold = Path(samples) / "dates" / "dev.jsonl"
        if hashlib.sha256(gold.read_bytes()).hexdigest() == FLOORS["set"]:
            figures |= quality(Path(samples))
        else:
            print(
                f"{gold}: not the set of the floors; set their hash anew in benchmarks/dates.json"
            )
            return 1
    else:
        print("quality: not measured; set ARSIP_SAMPLES to the folder that holds dates/dev.jsonl")
    low = [
        f"{name} {figures[name]:.3f} is below {floor}"
        for name, floor in FLOORS["floors"].items()
        if figures.get(name, floor) < floor
    ]
    print("\n".join(low) or "every figure is at or above its floor")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
