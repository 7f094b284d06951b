CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (m mood);
CREATE FUNCTION cheer(m mood) RETURNS mood LANGUAGE sql AS 'SELECT m';
CREATE FUNCTION moods() RETURNS SETOF mood LANGUAGE sql AS 'SELECT m FROM t';
CREATE VIEW v AS SELECT cheer(m) AS m FROM t;
COMMENT ON COLUMN v.m IS 'cheered';
