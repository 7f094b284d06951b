CREATE FUNCTION start(b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE FUNCTION fits(b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT b > 0 $$;
CREATE DOMAIN d AS integer DEFAULT start(1) CHECK (fits(VALUE));
CREATE DOMAIN e AS integer DEFAULT start(1) CHECK (fits(VALUE));
CREATE TABLE t (id integer PRIMARY KEY, d d, e e[]);
