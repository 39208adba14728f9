INSERT INTO import_damage
    SELECT import, offset, CASE within WHEN 0 THEN -1 ELSE within END, length, what FROM import_damage_before;
DROP TABLE import_damage_before;
