CREATE TABLE import_damage (
    import INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE, -- imports.id
    offset INTEGER NOT NULL, -- of the range in the file, or of the gzip member that holds it, in bytes
    within INTEGER NOT NULL, -- of the range in that member, in unpacked bytes; -1 = the range is one of the file
    length INTEGER NOT NULL, -- bytes; unpacked ones unless within is -1
    what TEXT NOT NULL, -- what is wrong, in words
    PRIMARY KEY (import, offset, within)
) STRICT, WITHOUT ROWID;
