CREATE TYPE comes AS ENUM ('x', 'y', 'it''s; --');
CREATE TYPE without_labels AS ENUM ();
CREATE TABLE a (id integer, c comes);
