"""Captures: WARC 1.1 files of our own, written so that a crash costs one record, read so that
damage is never hidden.

Other people's files are looser than ours: they are read through warcio, whose slips
`docs/captures.md` names.
"""

from archive.warc.message import Message, MessageError
from archive.warc.record import Exchange, WarcError, WarcRecord, digest
from archive.warc.recover import Recovered, growing, recover
from archive.warc.strict import Damage, capture, check, locate, page, read, records
from archive.warc.write import OPEN, Kept, Writer

__all__ = [
    "OPEN",
    "Damage",
    "Exchange",
    "Kept",
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
]
