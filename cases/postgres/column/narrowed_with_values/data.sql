INSERT INTO t VALUES
    (1, 1.2345, '2026-01-01 10:11:12', 0.1234567890123, 'a long name', '{"b": 1, "a" : 2}', 5, '1.5 seconds'),
    (2, NULL, '2026-01-02', NULL, 'short', NULL, NULL, NULL);
INSERT INTO parts VALUES (1, 1.234), (2, 2.5);
