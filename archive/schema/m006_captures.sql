-- The same table as before with four columns more, made anew so that each keeps its words.
CREATE TABLE captures_anew (
    id INTEGER PRIMARY KEY, -- number of the capture
    url TEXT NOT NULL, -- as asked for
    time TEXT NOT NULL, -- UTC, to the microsecond, as WARC-Date; when it was asked for
    status INTEGER NOT NULL, -- of HTTP
    digest TEXT, -- of the payload, sha1: and base 32; NULL = the record has none
    file TEXT NOT NULL, -- name of the WARC file; while it is written it ends in .open on the disk
    offset INTEGER NOT NULL, -- of the record in the file, in bytes
    length INTEGER NOT NULL, -- of the record in the file, in bytes (compressed where the file is)
    record TEXT NOT NULL, -- WARC-Record-ID
    refers TEXT, -- of a revisit: WARC-Record-ID of the record that holds the payload; NULL = this one does
    item INTEGER, -- as articles.id, of the item at url; NULL = it is not the address of an item
    import INTEGER REFERENCES imports (id), -- imports.id of a capture that others made; NULL = our own
    within INTEGER NOT NULL DEFAULT -1, -- offset in unpacked bytes in the gzip member it shares; -1 = it shares none
    text INTEGER NOT NULL DEFAULT 0 -- 1 = the record holds the text that a program made of the page (WET); 0 = the page
) STRICT;
INSERT INTO captures_anew (id, url, time, status, digest, file, offset, length, record, refers)
    SELECT id, url, time, status, digest, file, offset, length, record, refers FROM captures;
DROP TABLE captures;
ALTER TABLE captures_anew RENAME TO captures;
CREATE UNIQUE INDEX idx_captures_file_offset ON captures (file, offset) WHERE import IS NULL;
CREATE UNIQUE INDEX idx_captures_record ON captures (record, file, offset, within) WHERE import IS NOT NULL;
CREATE INDEX idx_captures_url_time ON captures (url, time);
CREATE INDEX idx_captures_item ON captures (item) WHERE item IS NOT NULL;

CREATE TABLE revisits_waiting (
    capture INTEGER PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE, -- captures.id of a revisit
    refers TEXT, -- WARC-Record-ID of the record that holds its payload; NULL = not told
    url TEXT, -- address of that record; NULL = not told
    time TEXT -- date of that record, as captures.time; NULL = not told
) STRICT;
