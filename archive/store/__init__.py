"""The database: everything that reads or writes it."""

from archive.store.connection import transaction
from archive.store.store import Store
from archive.store.values import Hit, Outcome, Placed, Refused, StoreError, Version

__all__ = ["Hit", "Outcome", "Placed", "Refused", "Store", "StoreError", "Version", "transaction"]
