CREATE VIEW z_known AS SELECT 'x'::text AS label;
CREATE FUNCTION z_labels() RETURNS SETOF z_known LANGUAGE sql AS 'SELECT * FROM public.z_known';
CREATE FUNCTION is_known(label text) RETURNS boolean LANGUAGE sql AS 'SELECT EXISTS (SELECT FROM public.z_labels() k WHERE k.label = $1)';
CREATE FUNCTION z_twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a * 2';
CREATE FUNCTION a_twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT public.z_twice(a)';
CREATE FUNCTION even(a integer) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN a = 0 OR public.odd(a - 1); END';
CREATE FUNCTION odd(a integer) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN a <> 0 AND public.even(a - 1); END';
CREATE TABLE t (id integer, label text, doubled integer GENERATED ALWAYS AS (a_twice(id)) STORED, CHECK (is_known(label)), CHECK (even(id)));
CREATE MATERIALIZED VIEW a_counted AS SELECT is_known('x') AS known;
