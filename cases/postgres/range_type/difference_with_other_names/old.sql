CREATE FUNCTION span(time, b time) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT EXTRACT(epoch FROM $1 - $2)::float8 $$;
COMMENT ON FUNCTION span IS 'seconds';
CREATE TYPE r AS RANGE (SUBTYPE = time, SUBTYPE_DIFF = span);
CREATE TABLE t (id integer PRIMARY KEY, r r, note text, EXCLUDE USING gist (r WITH &&));
CREATE VIEW v AS SELECT id, span(upper(r), lower(r)) FROM t;
