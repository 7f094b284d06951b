CREATE SCHEMA tools;
CREATE EXTENSION citext SCHEMA tools;
CREATE TABLE a (id integer, email tools.citext UNIQUE);
