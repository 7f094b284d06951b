CREATE TABLE parent (x text, CONSTRAINT filled CHECK (x <> ''));
CREATE TABLE child (x text, CONSTRAINT filled CHECK (x <> '')) INHERITS (parent);
