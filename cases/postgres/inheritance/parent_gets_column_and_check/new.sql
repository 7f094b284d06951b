CREATE TABLE parent (id integer, added text NOT NULL DEFAULT 'x', CONSTRAINT short CHECK (length(added) < 10));
CREATE TABLE child (own text) INHERITS (parent);
CREATE TABLE grandchild (more text) INHERITS (child);
