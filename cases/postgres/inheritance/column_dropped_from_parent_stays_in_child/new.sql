CREATE TABLE parent (id integer);
CREATE TABLE child (x text) INHERITS (parent);
