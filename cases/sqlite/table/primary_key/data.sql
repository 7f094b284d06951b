INSERT INTO t (rowid, a, b) VALUES (4, 1, 'x'), (9, 2, 'y');
