CREATE TABLE t (orders INT, people INT NOT NULL);
CREATE VIEW orders AS SELECT people FROM t;
CREATE VIEW people AS SELECT people AS orders FROM orders WHERE people > 1;
