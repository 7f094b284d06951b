-- forward

CREATE SCHEMA s;

-- hazard data-loss: column public.a.z: the column and its values are lost
-- hazard rewrite: column public.a.x: its values are converted from integer to bigint
-- hazard may-fail: column public.a.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN z,
    ALTER COLUMN x TYPE bigint USING x::bigint;

CREATE TABLE s.c (
    x integer,
    y integer
);

-- locks SHARE UPDATE EXCLUSIVE on s.c
CREATE STATISTICS s.comes_with_its_table ON x, y FROM s.c;

-- hazard data-loss: table public.b: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.b
DROP TABLE public.b;

-- backward

-- hazard rewrite: column public.a.x: its values are converted from bigint to integer
-- hazard may-fail: column public.a.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN x TYPE integer USING x::integer,
    ADD COLUMN z integer;

CREATE TABLE public.b (
    x integer,
    y integer
);

-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE STATISTICS public.goes_with_its_column ON y, z FROM public.a;

-- locks SHARE UPDATE EXCLUSIVE on public.b
CREATE STATISTICS public.goes_with_its_table ON x, y FROM public.b;

-- hazard data-loss: table s.c: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.c
DROP TABLE s.c;

DROP SCHEMA s;
