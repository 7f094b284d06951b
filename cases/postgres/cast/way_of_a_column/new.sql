CREATE TYPE e AS ENUM ('one', 'two');
CREATE FUNCTION number(e) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT CASE $1 WHEN 'one' THEN 1 ELSE 2 END $$;
CREATE CAST (e AS integer) WITH FUNCTION number(e);
CREATE TABLE t (id integer PRIMARY KEY, e integer);
