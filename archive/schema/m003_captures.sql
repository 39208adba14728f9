CREATE TABLE captures (
    id INTEGER PRIMARY KEY, -- number of the capture
    url TEXT NOT NULL, -- as asked for
    time TEXT NOT NULL, -- UTC, to the microsecond, as WARC-Date; when it was asked for
    status INTEGER NOT NULL, -- of HTTP
    digest TEXT, -- of the payload, sha1: and base 32; NULL = the record has none
    file TEXT NOT NULL, -- name of the WARC file; while it is written it ends in .open on the disk
    offset INTEGER NOT NULL, -- of the record in the file, in bytes
    length INTEGER NOT NULL, -- of the record in the file, in bytes (compressed where the file is)
    record TEXT NOT NULL, -- WARC-Record-ID
    refers TEXT -- of a revisit: WARC-Record-ID of the record that holds the payload; NULL = this one does
) STRICT;
CREATE UNIQUE INDEX idx_captures_file_offset ON captures (file, offset);
CREATE INDEX idx_captures_url_time ON captures (url, time);
