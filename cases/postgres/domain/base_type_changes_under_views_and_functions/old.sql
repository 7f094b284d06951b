CREATE DOMAIN amount AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, a amount NOT NULL);
CREATE FUNCTION twice(amount) RETURNS amount LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE FUNCTION kept(x amount) RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RETURN x; END $$;
CREATE VIEW v AS SELECT id, twice(a) AS b FROM t;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE INDEX t_i ON t (twice(a));
COMMENT ON FUNCTION twice(amount) IS 'twice';
