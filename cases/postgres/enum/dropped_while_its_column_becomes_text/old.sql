CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer, x e NOT NULL DEFAULT 'a', CHECK (x <> 'b'));
