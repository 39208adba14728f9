-- What lies at addresses first, while articles still have their numbers for ids; then what is known of the addresses;
-- then the articles. Where an id takes the place of a number longer than any, that one leaves it before.
CREATE TEMP TABLE moved (before INTEGER PRIMARY KEY, after INTEGER NOT NULL) STRICT;
INSERT INTO moved
    SELECT id, _moved(id, site, url) FROM articles WHERE id <> _moved(id, site, url);
CREATE TEMP TABLE aimed AS
    SELECT article_id, number, _moved_at(target, links.url, site) AS target
    FROM links JOIN articles ON articles.id = article_id
    WHERE target IS NOT NULL AND target IS NOT _moved_at(target, links.url, site);
UPDATE links SET target = aimed.target FROM aimed
    WHERE aimed.article_id = links.article_id AND aimed.number = links.number;
UPDATE captures SET item = _moved_at(
    item, url, coalesce((SELECT site FROM articles WHERE id = item), (SELECT site FROM addresses WHERE id = item))
) WHERE item IS NOT NULL;
UPDATE mementos SET item = _moved(item, site, url);
UPDATE addresses SET id = NULL WHERE id >= 10000000000;
UPDATE addresses SET id = _moved(id, site, url) WHERE id <> _moved(id, site, url);
UPDATE articles SET id = moved.after FROM moved WHERE moved.before = id AND moved.after < 0;
UPDATE articles SET id = moved.after FROM moved WHERE moved.before = id AND moved.after >= 0;
