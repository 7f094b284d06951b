CREATE TABLE t (id integer, x text NOT NULL DEFAULT 'a', CHECK (x <> 'b'));
