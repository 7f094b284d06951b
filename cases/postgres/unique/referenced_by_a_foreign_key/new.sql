CREATE TABLE a (id integer PRIMARY KEY, x integer, y integer, CONSTRAINT a_xy UNIQUE (x, y) INCLUDE (id));
CREATE TABLE b (x integer, y integer, CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES a (x, y));
