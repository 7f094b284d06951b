INSERT INTO t VALUES (1, 'c'), (2, 'a');
