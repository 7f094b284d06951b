CREATE TABLE parent (id integer NOT NULL, x text, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE a (id integer NOT NULL, x text, CONSTRAINT positive CHECK (id > 0), own integer) INHERITS (parent);
CREATE TABLE b (id integer NOT NULL, x text, CONSTRAINT positive CHECK (id > 0), own integer);
