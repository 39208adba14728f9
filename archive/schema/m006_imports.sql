CREATE TABLE imports (
    id INTEGER PRIMARY KEY, -- number of the import
    file TEXT NOT NULL, -- name of the WARC file; x.wacz!archive/y.warc.gz inside a WACZ file
    path TEXT NOT NULL, -- where it lay when it was read last
    size INTEGER NOT NULL, -- bytes
    written INTEGER NOT NULL, -- when the file was last written, in nanoseconds since 1970
    head TEXT NOT NULL, -- of its first 64 KiB: first 16 hex digits of their SHA-256
    sites TEXT NOT NULL, -- names of the sites that were asked for, separated by blanks; '' = all that are known
    done INTEGER NOT NULL, -- bytes of the file whose records are all here; = size: it has been read to its end
    within INTEGER, -- where done is the start of a gzip member of several records: unpacked bytes of it; NULL = none
    read INTEGER NOT NULL, -- captures met
    new INTEGER NOT NULL, -- items held for the first time
    changed INTEGER NOT NULL, -- items whose record changed
    same INTEGER NOT NULL, -- captures of a text that was held
    older INTEGER NOT NULL, -- captures of a text that a newer one had replaced
    not_items INTEGER NOT NULL, -- captures of section pages, error pages, pictures and the like
    other_hosts INTEGER NOT NULL, -- captures of other sites
    cut_short INTEGER NOT NULL, -- captures whose page is known not to be whole
    failed INTEGER NOT NULL, -- captures that could not be read otherwise
    damaged INTEGER NOT NULL -- ranges of bytes that hold no whole record; see import_damage
) STRICT;
CREATE UNIQUE INDEX idx_imports_file ON imports (file, size, written, head, sites);
