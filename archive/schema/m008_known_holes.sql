CREATE TABLE holes (
    file TEXT NOT NULL, -- name of the WARC file, one of our own
    offset INTEGER NOT NULL, -- of the range that holds no whole record, in bytes
    length INTEGER NOT NULL, -- bytes
    what TEXT NOT NULL, -- what is wrong, in words
    noted TEXT NOT NULL, -- UTC; when 'arsip verify --repair' came upon it
    PRIMARY KEY (file, offset, length)
) STRICT, WITHOUT ROWID;
