CREATE SCHEMA s;
CREATE TABLE s.a (id serial PRIMARY KEY, x text);
CREATE TABLE b (a integer REFERENCES s.a);
