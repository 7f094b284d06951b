CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (id integer PRIMARY KEY, x text);
CREATE TABLE b.t (id integer PRIMARY KEY, x text);
