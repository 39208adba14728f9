CREATE TABLE mementos (
    url TEXT PRIMARY KEY, -- where the Wayback Machine gives its bytes: https://web.archive.org/web/20230208071400id_/…
    item INTEGER NOT NULL, -- as articles.id, of the item at the address that was captured
    site TEXT NOT NULL, -- name of the site, such as voaindonesia
    timestamp TEXT NOT NULL, -- UTC, such as 20230208071400; when it was captured
    state TEXT NOT NULL, -- pending, fetched, failed, blocked, excluded; only items that are missing are fetched
    reason TEXT, -- why it is in this state, in words; NULL = nothing to say
    due TEXT, -- UTC; when it may be asked for; NULL = not
    attempts INTEGER NOT NULL, -- visits that failed since the last that did not
    fetched TEXT -- UTC; when it was fetched from the Wayback Machine; NULL = never
) STRICT;
CREATE INDEX idx_mementos_item ON mementos (item, timestamp);
CREATE INDEX idx_mementos_due ON mementos (site, timestamp) WHERE due IS NOT NULL;

CREATE TABLE memento_lists (
    query TEXT PRIMARY KEY, -- what the Wayback Machine's CDX API was asked
    resume TEXT, -- where to go on reading; NULL = from the beginning
    ended TEXT -- UTC; when its end was last reached; NULL = never
) STRICT, WITHOUT ROWID;
