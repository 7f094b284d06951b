CREATE TABLE parent (id integer);
CREATE TABLE child (own text) INHERITS (parent);
CREATE TABLE grandchild (more text) INHERITS (child);
