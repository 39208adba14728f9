"""Captures: WARC 1.1 files of our own, written so that a crash costs one record, read so that damage is never hidden.

Other people's files are looser than ours: they are read through warcio, whose slips `docs/captures.md` names.
"""

from archive.warc.message import Message, MessageError
from archive.warc.read import Damage, capture, check, locate, page, read, records
from archive.warc.record import Exchange, Record, WarcError, digest
from archive.warc.recover import Recovered, growing, recover
from archive.warc.write import OPEN, Kept, Writer

__all__ = [
    "OPEN",
    "Damage",
    "Exchange",
    "Kept",
    "Message",
    "MessageError",
    "Record",
    "Recovered",
    "WarcError",
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
]
