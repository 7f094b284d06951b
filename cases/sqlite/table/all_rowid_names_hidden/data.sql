INSERT INTO t VALUES ('r', 's', 't', 1);
