CREATE TABLE parent (id integer, x text);
CREATE TABLE child () INHERITS (parent);
