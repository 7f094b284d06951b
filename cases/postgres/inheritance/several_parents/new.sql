CREATE TABLE named (name text);
CREATE TABLE dated (day date);
CREATE TABLE thing (id integer) INHERITS (named, dated);
CREATE TABLE other (id integer) INHERITS (dated, named);
