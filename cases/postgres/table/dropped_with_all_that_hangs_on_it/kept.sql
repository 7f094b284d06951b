INSERT INTO parent VALUES (1), (2);
INSERT INTO "Odd ""one" (parent, mood, moods, size, code, during) VALUES
    (1, 'sad', '{ok,sad}', 5, 'x', '[1,3)'), (2, NULL, NULL, NULL, NULL, '[4,6)');
INSERT INTO child (odd) VALUES (1), (NULL), (2);
