CREATE TABLE parent (id integer, x bigint DEFAULT 1, CONSTRAINT positive CHECK (x > 0));
CREATE TABLE child (own text) INHERITS (parent);
CREATE INDEX child_x ON child (x);
