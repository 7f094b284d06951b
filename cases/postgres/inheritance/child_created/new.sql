CREATE TABLE parent (id integer NOT NULL, x text DEFAULT 'p', CONSTRAINT positive CHECK (id > 0));
CREATE TABLE child (y date, x text DEFAULT 'c') INHERITS (parent);
CREATE TABLE grandchild () INHERITS (child);
