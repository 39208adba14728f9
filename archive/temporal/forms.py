"""The whole table: every form of a date, and every trap, in the order that decides between equals."""

from __future__ import annotations

from archive.temporal.forms_days import DAYS
from archive.temporal.forms_periods import PERIODS
from archive.temporal.forms_spans import SPANS
from archive.temporal.traps import TRAPS

FORMS = (*TRAPS, *DAYS, *PERIODS, *SPANS)
