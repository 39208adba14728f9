CREATE TABLE addresses (
    url TEXT PRIMARY KEY, -- canonical; of an item: with the newest slug
    id INTEGER, -- as articles.id; NULL = not an item
    site TEXT NOT NULL, -- name of the site, such as voaindonesia
    role TEXT NOT NULL, -- item, sitemap, feed, other
    source TEXT NOT NULL, -- address of the sitemap or feed that named it first
    first_seen TEXT NOT NULL, -- UTC; when a source named it first
    lastmod TEXT, -- UTC; the latest that a sitemap gave; NULL = none did
    state TEXT NOT NULL, -- pending, fetched, gone, blocked, failed, excluded
    reason TEXT, -- why it is in this state, in words; NULL = nothing to say
    due TEXT, -- UTC; when it is to be visited; NULL = not
    attempts INTEGER NOT NULL, -- visits that failed since the last that did not
    backlog INTEGER NOT NULL, -- 1 = named by the first reading of a whole sitemap: left to a backfill; 0 = news
    fetched TEXT, -- UTC; the last visit that was answered well; NULL = none
    etag TEXT, -- what the server gave at that visit, for the next; NULL = nothing
    last_modified TEXT -- likewise
) STRICT;
CREATE UNIQUE INDEX idx_addresses_id ON addresses (id) WHERE id IS NOT NULL;
CREATE INDEX idx_addresses_due ON addresses (site, role, backlog, lastmod) WHERE due IS NOT NULL;
CREATE INDEX idx_addresses_state ON addresses (site, role, state);
