CREATE TABLE claims (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    claim TEXT NOT NULL, -- what a fact-check examines, in the words of the page
    claimant TEXT, -- who said so; NULL = the page does not tell
    verdict TEXT, -- such as False; NULL = the page does not tell
    source TEXT, -- where and when it was said; NULL = the page does not tell
    source_url TEXT, -- NULL = no link
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE posts (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page of a live blog, from 0
    block INTEGER NOT NULL, -- paragraph of body with which the post begins, from 0
    head TEXT, -- NULL = none
    time TEXT, -- UTC; NULL = the page does not tell
    byline TEXT NOT NULL, -- JSON list of names; [] = none
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
