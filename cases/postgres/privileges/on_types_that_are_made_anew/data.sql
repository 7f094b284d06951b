INSERT INTO t VALUES (1, 'a', ROW('b', 1), 'a', '[1,3)', 'x');
