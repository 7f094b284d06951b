CREATE FUNCTION start(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE FUNCTION fits(a integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT a > 0 $$;
CREATE DOMAIN d AS integer DEFAULT start(1) CHECK (fits(VALUE));
CREATE DOMAIN e AS integer DEFAULT start(1) CHECK (fits(VALUE));
CREATE TABLE t (id integer PRIMARY KEY, d d, e e[]);
