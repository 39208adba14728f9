"""How records begin: the marks by which they are found behind damage, and told from other bytes."""

from __future__ import annotations

import re

#: How a record begins: the version line and the name of a header.
RECORD = re.compile(rb"WARC/\d{1,2}\.\d{1,2}[ \t]{0,8}\r?\n[!-9;-~]{1,80}[ \t]{0,8}:")
#: How a record of an ARC file begins: address, IP address, date, type, length.
ARC = re.compile(
    rb"(?<![^\r\n])(?:https?|ftp|dns|filedesc|whois|metadata):[^\r\n]{0,4000}? [^ \r\n]{1,64} \d{12,17} "
    rb"[^\r\n]{0,400}?\d{1,20}[ \t]{0,8}\r?\n"
)
_EITHER = re.compile(RECORD.pattern + rb"|" + ARC.pattern)
#: What is looked for behind damage, by what the file is (`MemberStream.arc`).
RECORDS = {None: _EITHER, False: RECORD, True: ARC}
BEGINNINGS = {
    arc: re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|" + pattern.pattern)
    for arc, pattern in RECORDS.items()
}
LONGEST = 5000  # bytes, more than such a beginning has
