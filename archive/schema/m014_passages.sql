CREATE TABLE passages (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order in the text, from 0
    block INTEGER NOT NULL, -- paragraph of body, from 0
    start INTEGER NOT NULL, -- offset in characters of that paragraph
    end INTEGER NOT NULL, -- exclusive
    language TEXT NOT NULL, -- ISO 639; another one than that of the article
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_passages_language ON passages (language);
