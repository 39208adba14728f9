-- Times and counts of an article change more often than its words: only the words are worth indexing
-- again.
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
    INSERT INTO "articles_fts" (rowid, title, description, body, captions)
    VALUES (new.id, new.title, new.description, new.body, new.captions);
END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
    INSERT INTO "articles_fts" ("articles_fts", rowid, title, description, body, captions)
    VALUES ('delete', old.id, old.title, old.description, old.body, old.captions);
END;
CREATE TRIGGER articles_au AFTER UPDATE OF id, title, description, body, captions ON articles BEGIN
    INSERT INTO "articles_fts" ("articles_fts", rowid, title, description, body, captions)
    VALUES ('delete', old.id, old.title, old.description, old.body, old.captions);
    INSERT INTO "articles_fts" (rowid, title, description, body, captions)
    VALUES (new.id, new.title, new.description, new.body, new.captions);
END;
