"""The database: everything that reads or writes it."""

from archive.store.connection import transaction
from archive.store.results import Hit, Outcome, Placed, Refused, StoreError, Version
from archive.store.store import Store

__all__ = ["Hit", "Outcome", "Placed", "Refused", "Store", "StoreError", "Version", "transaction"]
