CREATE TABLE articles (
    id INTEGER PRIMARY KEY, -- number + installation * 10000000000; negative = provisional, no number (docs/ids.md)
    site TEXT NOT NULL, -- name of the site, such as voaindonesia; the host of a site that is not known
    kind TEXT NOT NULL, -- article, audio, video, gallery, quiz, liveblog, other
    url TEXT NOT NULL, -- canonical address; '' = not known (a dump without its address)
    title TEXT NOT NULL, -- the page's own title
    description TEXT, -- the page's summary; NULL = none
    section TEXT, -- name of the section; NULL = none
    byline TEXT, -- names joined by ', '; NULL = none; one by one in credits
    initials TEXT, -- closing credits in their order, such as rd/jm; NULL = none; with their roles in credits
    dateline TEXT, -- place, such as JAKARTA; NULL = none
    published TEXT, -- UTC, such as 2023-02-07T00:05:00Z; NULL = the page shows no date
    published_source TEXT, -- where published comes from: json-ld, time, utag_data, given; NULL with published
    modified TEXT, -- UTC; NULL = the page shows none
    language TEXT, -- ISO 639, such as id; NULL = not known
    body TEXT NOT NULL, -- paragraphs separated by a blank line; '' = an item without text
    blocks TEXT NOT NULL, -- JSON list of what each paragraph of body is: paragraph, subhead, quote, item, row
    captions TEXT NOT NULL, -- captions of the images, one a line; there for the full-text index
    words INTEGER NOT NULL, -- number of words in body
    rights TEXT NOT NULL, -- of the text: voa (public domain), agency (not free), unknown
    rights_reason TEXT NOT NULL, -- what on the page says so, in words
    status TEXT NOT NULL, -- live, gone (the address answers 404 or 410; the text stays)
    gone_at TEXT, -- UTC; last time that the address was found gone; NULL = never
    first_seen TEXT NOT NULL, -- UTC; when the item was first fetched or saved
    text_seen TEXT NOT NULL, -- UTC; when this text was first seen; later than first_seen = it was changed
    last_seen TEXT NOT NULL, -- UTC; when this text was last seen
    digest TEXT NOT NULL, -- of the whole record without diagnostics: first 16 hex digits of its SHA-256
    capture INTEGER, -- id of the capture that gave this record; NULL = not kept in a WARC
    diagnostics TEXT NOT NULL -- JSON list of what was odd in the page
) STRICT;
CREATE INDEX idx_articles_published ON articles (published);
CREATE INDEX idx_articles_section_published ON articles (section, published);
