CREATE TABLE credits (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    name TEXT NOT NULL, -- a name of the byline, or initials in lower case
    role TEXT NOT NULL, -- byline; of initials: writer, editor, initials (role not known)
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_credits_name ON credits (name);

CREATE TABLE tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    tag TEXT NOT NULL, -- a keyword of the page
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_tags_tag ON tags (tag);

CREATE TABLE article_images (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    image_id TEXT NOT NULL, -- guid of the picture, the same under every width and crop; '' = not known
    position INTEGER NOT NULL, -- 0 = at the head, n = after paragraph n of body
    url TEXT NOT NULL, -- widest rendition that the page names; '' = not known (a dump)
    caption TEXT, -- without the credit; NULL = none
    credit TEXT, -- such as AP; NULL = none given
    rights TEXT NOT NULL, -- of the picture: voa, agency, unknown
    rights_reason TEXT NOT NULL, -- what on the page says so, in words
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_article_images_image_id ON article_images (image_id);

CREATE VIEW images AS -- every picture once: its guid, its widest known rendition, how many articles show it
SELECT id, url, articles FROM (
    SELECT image_id AS id, url, count(DISTINCT article_id) AS articles, max(length(url))
    FROM article_images WHERE image_id <> '' GROUP BY image_id
);

CREATE TABLE media (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    kind TEXT NOT NULL, -- audio, video
    url TEXT NOT NULL, -- the address that the player starts with
    title TEXT, -- NULL = none
    duration_s INTEGER, -- seconds; NULL = the page does not tell
    renditions TEXT NOT NULL, -- JSON list of {url, mime, label}: every file that the page names
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    block INTEGER NOT NULL, -- paragraph of body that holds the link, from 0
    url TEXT NOT NULL, -- absolute
    text TEXT NOT NULL, -- the words that are linked
    target INTEGER, -- id of the item that it leads to, held here or not; NULL = no item of the platform
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_links_target ON links (target);

CREATE TABLE versions (
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
    PRIMARY KEY (article_id, digest)
) STRICT;
