-- Versions that differ from the record, or from each other, in no text become one with it.
CREATE TEMP TABLE told AS
    SELECT *, _text_digest(title, description, byline, body) AS text FROM versions;
INSERT INTO versions_anew
    SELECT article_id, text, min(first_seen) OVER same, last_seen, title, description, byline, body, blocks,
        published, modified, capture, NULL
    FROM told WHERE true
    WINDOW same AS (PARTITION BY article_id, text)
    ORDER BY last_seen, digest
ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, blocks = excluded.blocks, published = excluded.published,
    modified = excluded.modified, capture = excluded.capture;
INSERT OR REPLACE INTO earlier_values
    SELECT a.id, said.field, said.value, max(said.last_seen) FROM articles AS a JOIN (
        SELECT article_id, last_seen, 'published' AS field, published AS value FROM told UNION ALL
        SELECT article_id, last_seen, 'modified', modified FROM told
    ) AS said ON said.article_id = a.id
    WHERE said.value IS NOT CASE said.field WHEN 'published' THEN a.published ELSE a.modified END
        AND said.value IS NOT NULL
    GROUP BY a.id, said.field, said.value;
UPDATE articles SET text_seen = min(text_seen, same.first_seen) FROM versions_anew AS same
    WHERE same.article_id = articles.id AND same.digest = articles.digest;
DELETE FROM versions_anew WHERE EXISTS (
    SELECT 1 FROM articles WHERE id = versions_anew.article_id AND digest = versions_anew.digest
);
DROP TABLE told;
UPDATE articles SET proof = 'text' WHERE capture IN (SELECT id FROM captures WHERE text = 1);
UPDATE articles SET proof = 'claim' WHERE capture IS NULL;
DROP TABLE versions;
ALTER TABLE versions_anew RENAME TO versions;
