-- Made anew: its digest is another. The words of the columns that are as in articles stand there.
CREATE TABLE versions_anew (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    digest TEXT NOT NULL, -- as in articles
    first_seen TEXT NOT NULL, -- UTC; when this text was first seen
    last_seen TEXT NOT NULL, -- UTC; when this text was last seen
    title TEXT NOT NULL, -- this and what follows: as in articles, of a text that a newer one has replaced
    description TEXT,
    byline TEXT,
    body TEXT NOT NULL,
    blocks TEXT NOT NULL,
    published TEXT,
    modified TEXT,
    capture INTEGER,
    record_digest TEXT,
    PRIMARY KEY (article_id, digest)
) STRICT;

CREATE TABLE earlier_values (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    field TEXT NOT NULL, -- url, section, published or modified: what of the record was another beside the same text
    value TEXT NOT NULL, -- what the page said before, as articles keeps it
    last_seen TEXT NOT NULL, -- UTC; when it last said so
    PRIMARY KEY (article_id, field, value)
) STRICT, WITHOUT ROWID;
