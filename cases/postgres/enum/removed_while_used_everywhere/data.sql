INSERT INTO t (id, e) VALUES (1, 'a');
