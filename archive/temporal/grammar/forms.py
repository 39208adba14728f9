"""The whole table: every form of a date, and every trap, in the order that decides between
equals."""

from __future__ import annotations

from archive.temporal.grammar.days import DAYS
from archive.temporal.grammar.non_dates import TRAPS
from archive.temporal.grammar.periods import PERIODS
from archive.temporal.grammar.spans import SPANS

FORMS = (*TRAPS, *DAYS, *PERIODS, *SPANS)
