CREATE TABLE t (a TEXT CHECK (a IN ('x', 'y', 'z')), b TEXT DEFAULT 'd');
