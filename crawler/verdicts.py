"""What a visit says about its address: from what happened to a state."""

from __future__ import annotations

from datetime import datetime, timedelta

from OpenSSL import SSL
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from archive.article import NotAnItem, ReadError
from archive.store.addresses import State, Visit
from archive.store.results import Refused
from archive.warc import MessageError


class Forbidden(IgnoreRequest):
    """robots.txt does not allow the address."""


class OffSite(IgnoreRequest):
    """A redirect leads away from the site."""


class RedirectLoop(IgnoreRequest):
    """A redirect leads back to where it came from, or on and on."""


class HeadTooLarge(IgnoreRequest):
    """An answer whose status line and headers have no end; the text says after how many bytes."""


class NoHttp(IgnoreRequest):
    """What came is no answer in HTTP; the text says how it begins."""


class Undecodable(IgnoreRequest):
    """A body that came whole but cannot be decoded; the text says why."""


class ShortBody(DownloadFailedError):
    """A body that breaks off."""


class Stopped(IgnoreRequest):
    """The crawl is ending and did not wait for this: its address stays as it is."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt cannot be had, so nothing may be fetched (RFC 9309, 2.3.1.4)."""


#: Failures before a connection is made.
UNREACHED = (CannotResolveHostError, DownloadConnectionRefusedError, ConnectError)
#: Failures of the way to the server, which say nothing about the address.
NETWORK = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ConnectError,
    RobotsUnreachable,
)
#: Failures that pass: worth another try in the same run.
PASSING = (
    CannotResolveHostError,
    ConnectError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    DownloadFailedError,
    ResponseDataLossError,
    MessageError,
)
_WORDS: dict[type[Exception], str] = {
    ShortBody: "body broke off",
    CannotResolveHostError: "host name not found",
    DownloadConnectionRefusedError: "connection refused",
    DownloadTimeoutError: "timed out",
    ConnectError: "cannot be reached",
    ResponseDataLossError: "body broke off",
    MessageError: "body broke off",
}

#: What a user can do about refusals.
UNBLOCK = "set --contact, or --user-agent to one that the site lets in, and try again later"

#: A challenge page, or one without anything, is the work of a firewall.
_BLOCKED_PAGES = ("challenge", "empty")


def next_try(attempts: int, now: datetime) -> datetime | None:
    """The time of the next visit after failed ones: 1 h, 4 h, 16 h … a week; None = no more after
    the eighth."""
    if attempts > 8:
        return None
    return now + min(timedelta(hours=4 ** (attempts - 1)), timedelta(days=7))


def of_failure(error: BaseException, attempts: int, now: datetime) -> Visit:
    """What a failed download says about its address; `attempts` counts this visit."""
    again = next_try(attempts, now)
    if isinstance(error, HttpError):
        asked = error.response.request
        known = asked is not None and conditional(asked)
        return of_status(error.response.status, attempts, now, conditional=known)
    if isinstance(error, Forbidden | OffSite):
        return Visit(State.EXCLUDED, str(error))
    if isinstance(error, DownloadCancelledError):
        return Visit(State.FAILED, "larger than DOWNLOAD_MAXSIZE")
    return Visit(State.FAILED, words(error), again)


def of_page(error: ReadError | Refused, attempts: int, now: datetime) -> Visit:
    """What a page that is no item says about its address. A reader's failure is not mended by
    fetching again."""
    if not isinstance(error, NotAnItem):
        return Visit(State.FAILED, f"reader: {one_line(str(error))}")
    if error.what in _BLOCKED_PAGES:
        return Visit(State.BLOCKED, one_line(str(error)), next_try(attempts, now))
    if error.what in ("error", "unreadable"):
        return Visit(State.FAILED, one_line(str(error)), next_try(attempts, now))
    return Visit(State.EXCLUDED, one_line(str(error)))


def conditional(request: Request) -> bool:
    """True for a request that asks for an answer only if something changed."""
    return any(name in request.headers for name in ("If-None-Match", "If-Modified-Since"))


def of_status(status: int, attempts: int, now: datetime, *, conditional: bool) -> Visit:
    """What a status other than 200 says about its address; `conditional`: it answers a request that
    asked for changes only, and then alone 304 is an answer."""
    again = next_try(attempts, now)
    if status == 304 and conditional:
        return Visit(State.FETCHED, "not modified")
    if status == 304:
        return Visit(State.FAILED, "HTTP 304, though the page was asked for whole", again)
    if status in (404, 410):
        return Visit(State.GONE, f"HTTP {status}")
    if status in (401, 403, 451):
        return Visit(State.BLOCKED, f"HTTP {status}", again)
    return Visit(State.FAILED, f"HTTP {status}", again)


def words(error: BaseException) -> str:
    """What went wrong with a download, in one line."""
    for kind, said in _WORDS.items():
        if isinstance(error, kind):
            return said
    reasons: list[Failure] = getattr(error.__cause__, "reasons", [])
    if reasons:  # Twisted's, one for each layer that gave up
        said = "; ".join(dict.fromkeys(_reason(failure.value) for failure in reasons))
    elif isinstance(error, IgnoreRequest):
        said = str(error)
    else:
        said = f"{type(error).__name__}: {error}"
    return one_line(said)


def _reason(error: BaseException | None) -> str:
    if isinstance(error, ConnectionDone | ConnectionLost):
        return "connection broke off"
    if isinstance(error, SSL.Error):
        return f"TLS: {_of_tls(error)}"
    return str(error) or type(error).__name__


def _of_tls(error: SSL.Error) -> str:
    """What OpenSSL says, such as "certificate verify failed"; it names library, function, reason."""
    reasons = error.args[0] if error.args else []
    said = [entry[-1] for entry in reasons if isinstance(entry, tuple)]
    return ", ".join(said) or "the connection could not be made"


def one_line(text: str) -> str:
    """A text as a reason: in one line, cut."""
    return " ".join(text.split())[:300]
