CREATE TABLE t (a TEXT CHECK (a IN ("x", "y")), b TEXT DEFAULT "d");
