CREATE TABLE runs (
    id INTEGER PRIMARY KEY, -- number of the run
    spider TEXT NOT NULL, -- latest, backfill
    site TEXT NOT NULL, -- name of the site
    started TEXT NOT NULL, -- UTC
    ended TEXT, -- UTC; NULL = it is running
    verdict TEXT, -- complete, partial, blocked, locked, network, storage, crashed; NULL = it is running
    reason TEXT, -- what was seen, in words; NULL = nothing to say
    requests INTEGER, -- answered and recorded
    bytes INTEGER, -- written to the WARC files
    named INTEGER, -- addresses that no source had named before
    moved INTEGER, -- items whose lastmod had moved
    new INTEGER, -- items held for the first time
    changed INTEGER, -- items whose record changed
    same INTEGER, -- items visited again and found the same
    gone INTEGER, -- items that answered 404 or 410
    blocked INTEGER, -- items refused by a firewall
    failed INTEGER, -- items that went wrong otherwise
    excluded INTEGER -- addresses that turned out to be no item of the site
) STRICT;
