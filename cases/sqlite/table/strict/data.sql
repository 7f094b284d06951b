INSERT INTO t VALUES (1, 'x', 1.5), (2, 'y', x'00');
