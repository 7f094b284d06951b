CREATE TABLE parent (id integer, x text);
CREATE TABLE child (x text) INHERITS (parent);
