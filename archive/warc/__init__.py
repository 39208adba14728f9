"""WARC and ARC files: our own, written so that a crash costs one record and read so that damage is
never hidden; other people's, read as far as they can be."""

from archive.warc.captures import capture, check, locate, page, read, records
from archive.warc.digests import digest
from archive.warc.message import CutShort, Message, MessageError
from archive.warc.record import Damage, Exchange, Location, WarcError, WarcRecord
from archive.warc.recover import Recovered, growing, recover, trim
from archive.warc.write import OPEN, Kept, Writer

__all__ = [
    "OPEN",
    "CutShort",
    "Damage",
    "Exchange",
    "Kept",
    "Location",
    "Message",
    "MessageError",
    "Recovered",
    "WarcError",
    "WarcRecord",
    "Writer",
    "capture",
    "check",
    "digest",
    "growing",
    "locate",
    "page",
    "read",
    "records",
    "recover",
    "trim",
]
