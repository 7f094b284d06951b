CREATE SCHEMA old_things;
CREATE TYPE old_things.mood AS ENUM ('good', 'bad');
CREATE SEQUENCE old_things.counter;
CREATE TABLE old_things.a (id integer PRIMARY KEY DEFAULT nextval('old_things.counter'), m old_things.mood);
CREATE INDEX a_m ON old_things.a (m);
CREATE TABLE kept (id integer);
