CREATE TABLE a (id integer CONSTRAINT z_key PRIMARY KEY, b integer);
