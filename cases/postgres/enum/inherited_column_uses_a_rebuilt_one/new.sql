CREATE TYPE e AS ENUM ('b', 'a');
CREATE TABLE parent (x e DEFAULT 'a');
CREATE TABLE child (y integer) INHERITS (parent);
