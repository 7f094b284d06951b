CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (id integer PRIMARY KEY, x integer);
CREATE TABLE b.t (id integer PRIMARY KEY, x text, a integer REFERENCES a.t);
CREATE INDEX t_x ON a.t (x);
CREATE INDEX t_x ON b.t (x);
