CREATE TABLE parent (id integer);
CREATE TABLE child (x text DEFAULT 'c') INHERITS (parent);
