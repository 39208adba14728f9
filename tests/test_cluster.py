"""The reader step for datatrove: its own executor, two tasks, and the records that any other road
gives."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.article import Page
from archive.cli import main
from archive.ingest import ItemRecord, to_record, understand
from archive.store import Store
from archive.warc import Exchange, Writer
from tests import small_pages, venvs, whole_pages
from tests.site import documents
from tests.site.world import World

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
#: Pages with posts of a live blog, a claim, recordings, and in Russian, from another installation.
RARE = ("media-liveblog", "modern-fact-check", "media-episode", "modern-english", "pangea-russian")
DAY = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


@pytest.fixture(scope="module")
def python(request: pytest.FixtureRequest) -> Path:
    """The interpreter of an environment with arsip[cluster]."""
    constraints = str(ROOT / "constraints.txt")
    tools = venvs.programs(
        request.config.cache, "--constraint", constraints, "--editable", f"{ROOT}[cluster]"
    )
    return tools / "python"


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    """By address; behind those of the replica such as have what few pages have, one of another
    installation among them; the last is an item without text."""
    world = World(40)
    made = {
        documents.CANONICAL + world.path(number, 1): world.page(number, 1)
        for number in world.numbers(1)
    }
    for name in RARE:
        folder = whole_pages.PAGES / name
        url = json.loads((folder / "article.json").read_text(encoding="utf-8"))["url"]
        made[url] = whole_pages.page(folder)
    review = {"@type": "ClaimReview", "claimReviewed": "Teluk itu kering."}
    made[small_pages.URL] = small_pages.page(head=small_pages.ld(review)).encode()
    quiz = whole_pages.page(whole_pages.PAGES / "media-quiz-bare")
    return made | {"https://www.voaindonesia.com/a/7293051.html": quiz}


@pytest.fixture(scope="module")
def warcs(pages: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files in a folder and one below it: pages, plain and packed; what is no item; another
    host; damage."""
    folder = tmp_path_factory.mktemp("warcs")
    for part in range(3):
        writer = Writer(folder / "more" if part else folder, f"part-{part}", {})
        for number, (url, body) in enumerate([*pages.items()][part::3]):
            keep(writer, url, body, packed=number % 2 == 1)
        keep(writer, "https://www.voaindonesia.com/z/299", World(20).section("/z/299"))
        keep(
            writer,
            f"https://www.voaindonesia.com/a/{part}.html",
            b"gone",
            head=b"HTTP/1.1 404 Not Found\r\n",
        )
        keep(writer, "https://example.org/a/x/7000001.html", next(iter(pages.values())))
        writer.close()
    (last,) = (folder / "more").glob("part-2*")
    last.write_bytes(last.read_bytes()[:-30])  # of a request
    (folder / "index.cdxj").write_text("no WARC file")
    return folder


def keep(
    writer: Writer, url: str, body: bytes, *, packed: bool = False, head: bytes = HTML
) -> None:
    if packed:
        body, head = gzip.compress(body), head + b"Content-Encoding: gzip\r\n"
    time = DAY + timedelta(seconds=writer.written_bytes)
    writer.write(Exchange(url, time, b"GET / HTTP/1.1\r\n\r\n", head + b"\r\n" + body))


def run(
    python: Path,
    warcs: Path,
    items: Path,
    *arguments: str,
    env: Mapping[str, str] | None = None,
) -> str:
    command = [str(python), "docs/cluster.py", str(warcs), str(items), "--tasks", "2", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def imported(warcs: Path, folder: Path) -> dict[int, dict[str, Any]]:
    """What `arsip import` keeps of the same files, by number."""
    db = folder / "arsip.db"
    done = CliRunner().invoke(main, ["import", str(warcs), "--db", str(db), "--workers", "1"])
    assert done.exit_code == 1, done.output  # one file is damaged, an index is not read
    with Store.reading(db) as store:
        numbers = [number for (number,) in store.db.execute("SELECT id FROM articles")]
        records = {
            number: ItemRecord(store.article(number), tuple(store.mentions.of(number)))
            for number in numbers
        }
    return {number: json.loads(json.dumps(to_record(record))) for number, record in records.items()}


def expected(pages: dict[str, bytes]) -> dict[int, dict[str, Any]]:
    """What the pages say, read straight, by number."""
    read = (understand(Page(body, url, "text/html; charset=utf-8")) for url, body in pages.items())
    return {record.article.id or 0: json.loads(json.dumps(to_record(record))) for record in read}


def lines(items: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(items.glob("*.jsonl.gz")):
        yield from map(json.loads, gzip.decompress(path.read_bytes()).splitlines())


def test_two_tasks_give_the_records_of_every_other_road(
    python: Path, pages: dict[str, bytes], warcs: Path, tmp_path: Path
) -> None:
    said = run(python, warcs, tmp_path / "items")
    assert sorted(path.name for path in (tmp_path / "items").glob("*.jsonl.gz")) == [
        "00000.jsonl.gz",
        "00001.jsonl.gz",
    ]
    found = list(lines(tmp_path / "items"))
    captures = [one["metadata"].pop("capture") for one in found]
    records = {one["metadata"]["id"]: one["metadata"] for one in found}
    assert records == expected(pages)
    assert records == imported(warcs, tmp_path)
    assert len(found) == len(pages)
    for part in ("claims", "posts", "media", "mentions", "images", "links"):
        assert any(record[part] for record in records.values()), part
    assert any(record["site"] == "azattyqrus" for record in records.values())
    for one, capture in zip(found, captures, strict=True):
        assert one.get("text", "") == "\n\n".join(
            block["text"] for block in one["metadata"]["body"]
        )
        record = gzip_member(warcs / capture["file"], capture)
        assert (
            f"WARC-Record-ID: {one['id']}\r\nWARC-Date: {capture['time'][:-1]}".encode() in record
        )
        assert f"WARC-Target-URI: {capture['url']}\r\n".encode() in record
    for counted in ("not items", "no page", "other hosts", "damaged"):
        assert counted in said


def test_parquet_has_the_same_records(
    python: Path, pages: dict[str, bytes], warcs: Path, tmp_path: Path
) -> None:
    run(python, warcs, tmp_path / "items", "--parquet")
    program = (
        "import json, pyarrow.dataset, sys; rows = "
        "pyarrow.dataset.dataset(sys.argv[1:]).to_table().to_pylist(); "
        "print(json.dumps(rows))"
    )
    files = sorted(map(str, (tmp_path / "items").glob("*.parquet")))
    done = subprocess.run(
        [str(python), "-c", program, *files], capture_output=True, text=True, check=True
    )
    records = [row["metadata"] for row in json.loads(done.stdout)]
    assert {record.pop("capture")["file"].partition("-")[0] for record in records} == {
        "part",
        "more/part",
    }
    assert {record["id"]: record for record in records} == expected(pages)


SBATCH = """#!{python}
# As Slurm does: the tasks of the array one after the other, each in an environment that names it.
import os, pathlib, re, subprocess, sys
script = pathlib.Path(sys.argv[-1]).read_text()
array = re.search(r"--array=0-([0-9]+)", script)
for task in range(int(array[1]) + 1 if array else 1):
    names = dict(SLURM_ARRAY_TASK_ID=str(task), SLURM_JOB_ID="7", SLURM_NODELIST="here", SLURM_PROCID="0")
    env = os.environ | names | dict(RUN_OFFSET="0")
    done = subprocess.run(["bash"], input=script, text=True, stdout=sys.stderr, env=env)
    assert done.returncode == 0
print("Submitted batch job 7")
"""
SRUN = """#!/bin/sh
while [ "${1#-}" != "$1" ]; do test "$1" = -n && shift; shift; done
exec "$@"
"""


def test_slurm_is_given_what_it_can_run(
    python: Path, pages: dict[str, bytes], warcs: Path, tmp_path: Path
) -> None:
    """Slurm itself is not here: its commands are played by scripts that run what they get."""
    played = {
        "sbatch": SBATCH.replace("{python}", str(python)),
        "srun": SRUN,
        "scontrol": "#!/bin/sh\necho here\n",
    }
    for name, text in played.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}:{python.parent}:{os.environ['PATH']}"
    run(python, warcs, tmp_path / "items", "--slurm", "cpu", env=os.environ | {"PATH": path})
    script = (tmp_path / "items" / "logs" / "launch_script.slurm").read_text()
    assert "#SBATCH --partition=cpu\n" in script
    assert "#SBATCH --array=0-1" in script
    assert records_of(tmp_path / "items") == expected(pages)


def test_ray_runs_the_tasks(pages: dict[str, bytes], warcs: Path, tmp_path: Path) -> None:
    """Where ARSIP_RAY_PYTHON names the interpreter of an environment with arsip[cluster] and Ray, whose
    300 MB are not installed for every run of the tests."""
    named = os.environ.get("ARSIP_RAY_PYTHON")
    if named is None:
        pytest.skip("ARSIP_RAY_PYTHON names no interpreter with arsip[cluster] and ray")
    run(Path(named), warcs, tmp_path / "items", "--ray")
    assert records_of(tmp_path / "items") == expected(pages)


def records_of(items: Path) -> dict[int, dict[str, Any]]:
    records = [one["metadata"] for one in lines(items)]
    assert all(record.pop("capture") for record in records)
    return {record["id"]: record for record in records}


def gzip_member(path: Path, capture: dict[str, Any]) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data[capture["offset"] : capture["offset"] + capture["length"]])
