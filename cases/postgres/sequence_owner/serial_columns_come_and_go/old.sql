CREATE TABLE a (id serial PRIMARY KEY, x integer);
CREATE TABLE b (id integer PRIMARY KEY);
