CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    block INTEGER NOT NULL, -- paragraph of body that holds it, from 0
    start INTEGER NOT NULL, -- offset in that paragraph, in characters
    "end" INTEGER NOT NULL, -- exclusive
    text TEXT NOT NULL, -- the text's own words, such as hari Selasa (7/2)
    value TEXT NOT NULL, -- what they mean, such as 2023-02-07, 2023-02, 2023-W05 (docs/dates.md)
    first_day TEXT NOT NULL, -- first day of value, such as 2023-02-01
    last_day TEXT NOT NULL, -- last day of value, such as 2023-02-28
    mod TEXT, -- START, MID, END (awal, pertengahan, akhir), APPROX (sekitar); NULL = none
    flag TEXT, -- what was odd, such as weekday-conflict; NULL = nothing
    PRIMARY KEY (article_id, block, start, "end")
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_mentions_days ON mentions (first_day, last_day);

CREATE VIEW dates_reported AS -- every day that a text names: in how many articles, how often in all
SELECT first_day AS day, count(DISTINCT article_id) AS articles, count(*) AS mentions
FROM mentions WHERE first_day = last_day GROUP BY first_day;
