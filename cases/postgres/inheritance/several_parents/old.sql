CREATE TABLE named (name text);
CREATE TABLE dated (day date);
CREATE TABLE thing (id integer) INHERITS (named);
