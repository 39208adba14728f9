"""Several archives into one: their databases, and their captures side by side. Nothing of what is
merged is changed, and what comes of it is there whole or not at all."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import warc
from archive.checks.verification import adopt
from archive.imports.batches import ImportFilter
from archive.imports.importer import Importer
from archive.imports.plan import Plan
from archive.sites import SITES
from archive.store import Store, StoreError, connection
from archive.store.merging import MOST, Merged, MergeSource, merge
from archive.warc.warcinfo import COLLECTION, warcinfo

_ENDING = ".warc.gz"


@dataclass(frozen=True, slots=True)
class MergeInput:
    """An archive to be merged."""

    path: Path  #: its database
    folders: Sequence[Path]  #: where its captures may lie


@dataclass(slots=True)
class MergeReport:
    """What came of a merge."""

    articles: list[int] = field(default_factory=list)  #: of each database that was merged
    merged: Merged = field(default_factory=Merged)
    files: int = 0  #: capture files that lie in the new folder
    linked: int = 0  #: of them: links to the same bytes
    copied: int = 0


@dataclass(slots=True)
class _Opened:
    """A database that is merged, open to read."""

    given: MergeInput
    store: Store
    uri: str
    found: dict[str, Path] = field(default_factory=dict)  #: where each capture file lies
    renamed: dict[str, str] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, Path]]:
        """The capture files, by the names that they have in the new archive."""
        for name, path in self.found.items():
            yield self.renamed.get(name, name), path


def merge_archives(
    inputs: Sequence[MergeInput],
    out: Path,
    captures: Path,
    *,
    with_captures: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> MergeReport:
    """Make the database `out`, with its captures in the folder `captures`, of several archives.

    Raises `StoreError` where that cannot be; then nothing is there that was not there before.
    """
    connection.check_place(out)
    if out.exists():
        raise StoreError(f"{out}: is there already; name a new file with -o, or remove this one")
    if len(inputs) > MOST:
        raise StoreError(f"{len(inputs)} databases: merge at most {MOST} at once, then the results")
    with ExitStack() as stack:
        work = Path(stack.enter_context(_work_folder(out)))
        opened = [_open(each, work / f"{n}.db", stack) for n, each in enumerate(inputs)]
        if with_captures:
            for each in opened:
                _find(each)
            _rename(opened, captures)
        report = MergeReport([_articles(each.store) for each in opened])
        new = work / out.name
        with Store(new) as store:
            sources = [MergeSource(each.uri, each.renamed) for each in opened]
            report.merged = merge(store.db, sources, store.clock)
        if with_captures:
            for each in opened:  # a crawl may have begun or ended a file meanwhile
                _find(each)
        with _placed(opened, captures, report):
            with Store(new) as store:
                _complete(store, opened, captures, say)
            _publish(new, out)
    return report


@contextmanager
def _work_folder(out: Path) -> Iterator[str]:
    try:
        with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as work:
            yield work
    except OSError as error:
        step = "make room or give write permission, and run this again"
        raise StoreError(f"{error.filename or out}: {error.strerror or error}; {step}") from error


def _open(given: MergeInput, work: Path, stack: ExitStack) -> _Opened:
    db, uri = connection.connect_untouched(given.path, work, busy_s=30.0)
    store = Store(db)
    stack.callback(db.close)
    return _Opened(given, store, uri)


def _articles(store: Store) -> int:
    return sum(sum(store.articles.held(site).values()) for site in store.sites())


# captures


def _find(opened: _Opened) -> None:
    """Find where the capture files lie that have not been found, or do not lie there any more;
    `StoreError` where some are not there."""
    names = opened.store.captures.files()
    folders = [folder for folder in opened.given.folders if folder.is_dir()]
    missing = []
    for name in names:
        if name in opened.found and opened.found[name].exists():
            continue
        places = (warc.locate(folder, name) for folder in folders)
        place = next((place for place in places if place.exists()), None)
        if place is None:
            missing.append(name)
        else:
            opened.found[name] = place
    if missing:
        more = f" and {len(missing) - 1:,} more" if len(missing) > 1 else ""
        raise StoreError(
            f"{opened.given.path}: no capture file {missing[0]}{more} in {_listed(opened.given.folders)}; "
            "name the folder with --from, or merge --without-captures"
        )
    collection = opened.store.collection.held_id()
    for path in _of_collection(folders, collection) if collection else ():
        name = path.name.removesuffix(warc.OPEN)
        if name not in opened.found or not opened.found[name].exists():
            opened.found[name] = path


def _listed(folders: Iterable[Path]) -> str:
    return " or ".join(f"{folder}/" for folder in folders)


def _of_collection(folders: Iterable[Path], collection: str) -> Iterator[Path]:
    """The files that belong to a database, whether it has rows of them or not."""
    for folder in folders:
        paths = sorted(folder.glob(f"*{_ENDING}")) + sorted(folder.glob(f"*{_ENDING}{warc.OPEN}"))
        yield from (path for path in paths if warcinfo(path).get(COLLECTION) == collection)


def _rename(opened: Sequence[_Opened], captures: Path) -> None:
    """Give other names to files that have the name of another one and are not the same."""
    by_name: dict[str, list[_Opened]] = {}
    for each in opened:
        for name in each.found:
            by_name.setdefault(name, []).append(each)
    for name, holders in by_name.items():
        longest = sorted((each.found[name] for each in holders), key=_size)
        if all(_begins(longest[-1], path) for path in longest[:-1]):
            paths = {longest[-1]}
            for each in holders:
                each.found[name] = longest[-1]
        else:
            paths = set(longest)
        digests = {path: _digest(path) for path in paths} if _clashes(name, paths, captures) else {}
        keeps = "" if (captures / name).exists() else min(digests.values(), default="")
        for each in holders:
            digest = digests.get(each.found[name])
            same = _is_there(captures / name, each.found[name])
            if digest is not None and digest != keeps and not same:
                each.renamed[name] = f"{name.removesuffix(_ENDING)}-{digest[:8]}{_ENDING}"


def _clashes(name: str, paths: set[Path], captures: Path) -> bool:
    """True where not all of these can have the name in the new folder."""
    there = captures / name
    return len(paths) > 1 or any(there.exists() and not _is_there(there, path) for path in paths)


def _size(path: Path) -> tuple[int, str]:
    return path.stat().st_size, str(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _begins(whole: Path, beginning: Path) -> bool:
    """True where a file is the beginning of another one, or the same."""
    if whole.samefile(beginning):
        return True
    left = beginning.stat().st_size
    with whole.open("rb") as one, beginning.open("rb") as other:
        while left:
            size = min(left, 1 << 20)
            if one.read(size) != other.read(size):
                return False
            left -= size
    return True


def _is_there(place: Path, path: Path) -> bool:
    """True where a file lies at a place already."""
    if not place.exists():
        return False
    return place.samefile(path) or filecmp.cmp(place, path, shallow=False)


@contextmanager
def _placed(opened: Sequence[_Opened], captures: Path, report: MergeReport) -> Iterator[None]:
    """Puts the capture files into the new folder; takes them away again where the merge fails."""
    files = {name: path for each in opened for name, path in each.files()}
    made: list[Path] = []
    is_new = not captures.exists()
    try:
        if files:
            captures.mkdir(parents=True, exist_ok=True)
        for name, path in files.items():
            place = captures / name
            if path.parent.samefile(captures) or _is_there(place, path):
                continue
            is_link = _place(path, place)
            made.append(place)
            if is_link:
                report.linked += 1
            else:
                report.copied += 1
        report.files = len(files)
        yield
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        if is_new and captures.is_dir() and not any(captures.iterdir()):
            captures.rmdir()
        raise


def _place(path: Path, place: Path) -> bool:
    """Put a file at a place that is free: as a link to the same bytes (True), else as a copy. One
    that is being written, or that a crash has left, is copied as far as it is whole. `StoreError`
    where the place is not free."""
    if path.suffix != warc.OPEN and _linked(path, place):
        return True
    if place.exists():
        raise _taken(place)
    partial = place.with_name(f".{place.name}.part")
    try:
        shutil.copyfile(path, partial)
        if path.suffix == warc.OPEN:
            warc.trim(partial)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.rename(place)
    finally:
        partial.unlink(missing_ok=True)
    return False


def _taken(place: Path) -> StoreError:
    return StoreError(
        f"{place}: another file is there already; move it away, or name another folder with "
        "--captures"
    )


def _linked(path: Path, place: Path) -> bool:
    """True where a link could be made; False on another disk, and on one that has no links."""
    try:
        os.link(path.resolve(), place)
    except FileExistsError as error:
        raise _taken(place) from error
    except OSError:
        return False
    return True


# what is only known of all together


def _complete(
    store: Store, opened: Sequence[_Opened], captures: Path, say: Callable[[str], None]
) -> None:
    """Enter what no database had noted yet of its captures; read the revisits whose payload another
    database has; note what is gone."""
    listed = store.captures.files()
    for each in opened:
        for name, path in each.files():
            in_place = path.parent.samefile(captures)
            if path.suffix == warc.OPEN and in_place and path.exists() and warc.growing(path):
                continue  # the crawl that writes it notes them
            if name not in listed or path.suffix == warc.OPEN:
                adopt(store, captures, name, store.captures.end(name))
    Importer(store, ImportFilter(frozenset(SITES)), workers=1, say=say).run(Plan.of([]))


def _publish(new: Path, out: Path) -> None:
    """Give the database its name, which must be free."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(new, out)
    except FileExistsError as error:
        raise StoreError(f"{out}: is there already; name a new file with -o") from error
    except OSError:  # a disk that has no links
        new.rename(out)
