CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE parent (x e DEFAULT 'a');
CREATE TABLE child (y integer) INHERITS (parent);
