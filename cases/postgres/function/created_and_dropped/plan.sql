-- forward

SET check_function_bodies = off;

CREATE FUNCTION app."Odd ""name"(",""x" integer, anyelement)
RETURNS anyelement
LANGUAGE sql
AS $$SELECT $2$$;

CREATE FUNCTION app.many(VARIADIC a integer[] DEFAULT '{}'::integer[])
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION app."none"()
RETURNS void
LANGUAGE sql
AS $$$$;

CREATE FUNCTION app.outs(a integer, INOUT b text, OUT c numeric)
RETURNS record
LANGUAGE sql
AS $$SELECT b, 1.0$$;

CREATE FUNCTION app.overloaded(integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION app.overloaded(integer, text)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION app.overloaded(text)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION app.zz_later()
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION app.calls_later_one()
RETURNS integer
LANGUAGE sql
AS $$SELECT app.zz_later()$$;

CREATE TABLE app.t (
    id integer,
    name text
);

CREATE FUNCTION app.made(x integer)
RETURNS TABLE(id integer, "Name" text)
LANGUAGE sql
AS $$SELECT id, name FROM app.t$$;

CREATE FUNCTION app.rows_of()
RETURNS SETOF app.t
LANGUAGE sql
AS $$SELECT * FROM app.t$$;

RESET check_function_bodies;

COMMENT ON FUNCTION app.many(integer[]) IS 'variadic';

COMMENT ON FUNCTION app.outs(integer, text) IS 'with outputs';

COMMENT ON FUNCTION app.overloaded(integer, text) IS 'the last one';

-- backward

DROP FUNCTION app."Odd ""name"(integer, anyelement);

DROP FUNCTION app.calls_later_one();

DROP FUNCTION app.made(integer);

DROP FUNCTION app.many(integer[]);

DROP FUNCTION app."none"();

DROP FUNCTION app.outs(integer, text);

DROP FUNCTION app.overloaded(integer);

DROP FUNCTION app.overloaded(integer, text);

DROP FUNCTION app.overloaded(text);

DROP FUNCTION app.rows_of();

DROP FUNCTION app.zz_later();

-- hazard data-loss: table app.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on app.t
DROP TABLE app.t;
