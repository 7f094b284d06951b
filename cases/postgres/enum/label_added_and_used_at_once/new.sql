CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer, e e DEFAULT 'b', CHECK (e <> 'b' OR id > 0));
CREATE INDEX t_e ON t (id) WHERE e = 'b';
