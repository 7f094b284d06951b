INSERT INTO plain (id, nullable, needed, defaulted, filled, mood, moods, parts) VALUES
    (1, 'a', 'b', 1, 2, 'sad', '{ok,sad}', '{1.5,2.25}'), (2, NULL, 'c', 3, NULL, 'ok', NULL, NULL);
INSERT INTO by_two VALUES ('x', 'ok', '<a/>', '{"b" : 1}'), ('x', 'sad', NULL, 'null');
INSERT INTO forced VALUES ('00000000-0000-0000-0000-000000000001', 'v');
