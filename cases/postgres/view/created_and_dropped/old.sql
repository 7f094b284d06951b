CREATE TABLE t (id integer PRIMARY KEY, "Name" text, n numeric(10, 2));
