CREATE TABLE parent (id integer NOT NULL, x text DEFAULT 'p', CONSTRAINT positive CHECK (id > 0));
