INSERT INTO t (id, e, d, c) VALUES (1, 'a', 'b', ROW('c', 1));
