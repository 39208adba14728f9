"""The database: everything that reads or writes it."""

from archive.store.connection import transaction
from archive.store.results import (
    EarlierValue,
    Hit,
    Outcome,
    Placed,
    Proof,
    Refused,
    StoreError,
    Version,
    is_fatal,
)
from archive.store.store import Store

__all__ = [
    "EarlierValue",
    "Hit",
    "Outcome",
    "Placed",
    "Proof",
    "Refused",
    "Store",
    "StoreError",
    "Version",
    "is_fatal",
    "transaction",
]
