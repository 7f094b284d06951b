CREATE TABLE a (id integer NOT NULL DEFAULT 7, x text);
