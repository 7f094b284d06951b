CREATE TYPE mood AS ENUM ('ok');
CREATE FUNCTION add(x integer, y integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION last_mood(mood, mood) RETURNS mood LANGUAGE sql AS 'SELECT $2';
CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer);
CREATE AGGREGATE final_mood(mood) (SFUNC = last_mood, STYPE = mood);
CREATE VIEW v AS SELECT total(a) AS total FROM generate_series(1, 3) a;
COMMENT ON AGGREGATE total(integer) IS 'of all';
