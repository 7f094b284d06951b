CREATE SCHEMA tools;
CREATE EXTENSION citext;
CREATE TABLE a (id integer, email citext UNIQUE);
