CREATE TABLE places (id integer, seen timestamptz);
CREATE TABLE people (id integer, seen date);
