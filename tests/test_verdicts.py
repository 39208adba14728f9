"""What a visit means, when it is tried again, and that the frontier takes no memory."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from OpenSSL import SSL
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive.article import NotAnItem, ReadError
from archive.store.addresses import State
from crawler import verdicts
from crawler.crawl_progress import duration

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_frontier() -> None:
    command = [sys.executable, "benchmarks/discovery.py", "--only", "--simulate", "60000"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    measured = json.loads(done.stdout)
    assert measured["peak_mb"] < 300
    assert measured["growth_mb"] < 20


def test_tries_come_later_each_time_and_end() -> None:
    hours = [(verdicts.next_try(n, NOW) or NOW) - NOW for n in range(1, 10)]
    assert hours[:4] == [timedelta(hours=n) for n in (1, 4, 16, 64)]
    assert hours[4:8] == [timedelta(days=7)] * 4
    assert verdicts.next_try(9, NOW) is None


@pytest.mark.parametrize(
    ("status", "state", "again"),
    [(404, State.GONE, False), (410, State.GONE, False), (401, State.BLOCKED, True), (403, State.BLOCKED, True),
     (451, State.BLOCKED, True), (304, State.FAILED, True),
     (500, State.FAILED, True), (418, State.FAILED, True), (301, State.FAILED, True)],
)  # fmt: skip
def test_what_a_status_says(status: int, state: State, again: bool) -> None:
    visit = verdicts.of_status(status, 1, NOW, conditional=False)
    assert (visit.state, visit.due is not None) == (state, again)


def test_not_modified_answers_only_who_asked_for_changes() -> None:
    visit = verdicts.of_status(304, 1, NOW, conditional=True)
    assert (visit.state, visit.due) == (State.FETCHED, None)


@pytest.mark.parametrize(
    ("what", "state", "again"),
    [("challenge", State.BLOCKED, True), ("empty", State.BLOCKED, True), ("error", State.FAILED, True),
     ("section", State.EXCLUDED, False), ("home", State.EXCLUDED, False)],
)  # fmt: skip
def test_what_a_page_that_is_no_item_says(what: str, state: State, again: bool) -> None:
    visit = verdicts.of_page(NotAnItem(what, "so"), 1, NOW)
    assert (visit.state, visit.due is not None) == (state, again)


def test_a_fault_of_the_reader_is_not_mended_by_fetching_again() -> None:
    visit = verdicts.of_page(ReadError("KeyError: 'x'"), 1, NOW)
    assert (visit.state, visit.reason, visit.due) == (State.FAILED, "reader: KeyError: 'x'", None)


def test_a_duration_in_its_two_largest_units() -> None:
    assert [duration(s) for s in (9, 250, 11_100, 190_000)] == [
        "0 min 09 s",
        "4 min 10 s",
        "3 h 05 min",
        "2 d 4 h",
    ]


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since", None])
def test_a_304_is_good_only_for_a_request_that_asked_for_changes(header: str | None) -> None:
    headers = {header: "x"} if header else {}
    request = Request("https://www.voaindonesia.com/a/1.html", headers=headers)
    response = Response(request.url, status=304, request=request)
    assert verdicts.conditional(request) is bool(header)
    visit = verdicts.of_failure(HttpError(response), 1, NOW)
    assert visit.state == (State.FETCHED if header else State.FAILED)


def test_a_304_to_nobody_is_no_answer() -> None:
    response = Response("https://www.voaindonesia.com/a/1.html", status=304)
    visit = verdicts.of_failure(HttpError(response), 1, NOW)
    assert visit.state == State.FAILED
    assert visit.reason == "HTTP 304, though the page was asked for whole"


def test_a_reason_is_one_line_of_300_characters() -> None:
    visit = verdicts.of_page(NotAnItem("error", "so \n\t so " * 200), 1, NOW)
    assert visit.reason is not None
    assert len(visit.reason) == 300
    assert visit.reason.startswith("error: so so so so")


def test_a_failure_without_words_has_its_name() -> None:
    class Broken(Exception):
        def __str__(self) -> str:
            return ""

    error = ValueError("outer")
    error.__cause__ = Reasons([Failure(Broken()), Failure(RuntimeError("TLS is off"))])
    assert verdicts.words(error) == "Broken; TLS is off"


class Reasons(Exception):
    """As Twisted's: one reason for each layer that gave up."""

    def __init__(self, reasons: list[Failure]) -> None:
        self.reasons = reasons


def test_of_a_tls_failure_the_last_word_is_shown() -> None:
    error = ValueError("outer")
    tls = SSL.Error([("SSL routines", "", "certificate verify failed"), ("x", "", "bad end")])
    error.__cause__ = Reasons([Failure(tls)])
    assert verdicts.words(error) == "TLS: certificate verify failed, bad end"
