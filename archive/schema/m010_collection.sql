CREATE TABLE collection (
    id TEXT PRIMARY KEY -- names this database in the warcinfo records of its WARC files; no row = it has written none
) STRICT, WITHOUT ROWID;
