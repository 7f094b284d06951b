INSERT INTO t (id, a, list) VALUES (1, 10, '{1,2}'), (2, 0, NULL);
