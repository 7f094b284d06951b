CREATE TABLE a (id integer PRIMARY KEY, x integer UNIQUE);
ALTER TABLE a CLUSTER ON a_pkey;
