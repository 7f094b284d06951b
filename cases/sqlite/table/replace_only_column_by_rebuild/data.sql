INSERT INTO log (rowid, line) VALUES (3, 'a'), (5, 'b');
