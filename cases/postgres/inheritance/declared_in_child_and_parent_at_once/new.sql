CREATE TABLE p (id integer, n integer, m text DEFAULT 'm', v integer GENERATED ALWAYS AS (id + 1) STORED, CONSTRAINT k CHECK (n > 0));
CREATE TABLE c (n integer NOT NULL DEFAULT 5, CONSTRAINT k CHECK (n > 0)) INHERITS (p);
CREATE TABLE g (m text, CONSTRAINT k CHECK (n > 0)) INHERITS (c);
CREATE TABLE q (id integer, n integer, w integer NOT NULL);
CREATE TABLE d (n integer, w integer) INHERITS (p, q);
