INSERT INTO t VALUES (1, ROW('a', 1), ROW(ROW('b', 2)::i, ARRAY[ROW('a', 3)::i], 'x'), '{a,b}', 'y', ROW(NULL, NULL, 'y'));
