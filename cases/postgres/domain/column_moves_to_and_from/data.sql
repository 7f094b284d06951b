INSERT INTO t VALUES (1, 7, 5, 't', 1, '5', '1');
