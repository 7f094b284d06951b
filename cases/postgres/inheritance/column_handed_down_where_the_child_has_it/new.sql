CREATE TABLE parent (id integer, x text);
CREATE TABLE child (x text DEFAULT 'c') INHERITS (parent);
