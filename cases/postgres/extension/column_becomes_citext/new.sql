CREATE EXTENSION citext;
CREATE TABLE a (id integer, email citext NOT NULL UNIQUE, CHECK (email <> ''));
CREATE INDEX a_email ON a (email, id);
