CREATE TABLE parent (x text, CONSTRAINT filled CHECK (x <> ''));
CREATE TABLE child () INHERITS (parent);
