CREATE TYPE e AS ENUM ('d', 'b', 'a');
CREATE TABLE t (
    id integer PRIMARY KEY, e e NOT NULL DEFAULT 'a', list e[] DEFAULT '{a,b}',
    CONSTRAINT not_b CHECK (e <> 'b'), CONSTRAINT short CHECK (cardinality(list) < 5),
    g text GENERATED ALWAYS AS (CASE e WHEN 'a' THEN 'first' ELSE 'other' END) STORED,
    UNIQUE (e, id)
);
CREATE INDEX t_e ON t (e);
CREATE INDEX t_partial ON t (id) WHERE e = 'b';
CREATE INDEX t_expression ON t ((e = 'a'));
CREATE INDEX t_list ON t USING gin (list);
