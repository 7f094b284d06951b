-- forward

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b: its values are converted from smallint to integer
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard rewrite: column public.a.d: its values are converted from text to character varying(100)
-- hazard may-fail: column public.a.d: a value that does not convert stops it
-- hazard rewrite: column public.a.e: its values are converted from timestamp without time zone to timestamp with time zone, unless TimeZone is UTC
-- hazard may-fail: column public.a.e: a value that does not convert stops it
-- hazard rewrite: column public.a.f: its values are converted from numeric(10,2) to numeric(12,4)
-- hazard may-fail: column public.a.f: a value that does not convert stops it
-- hazard rewrite: column public.a.g: its values are converted from integer to text
-- hazard may-fail: column public.a.g: a value that does not convert stops it
-- hazard rewrite: column public.a.h: its values are converted from text to integer
-- hazard may-fail: column public.a.h: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN c TYPE character varying(20) USING c::character varying(20),
    ALTER COLUMN d TYPE character varying(100) USING d::character varying(100),
    ALTER COLUMN e TYPE timestamp with time zone USING e::timestamp with time zone,
    ALTER COLUMN f TYPE numeric(12,4) USING f::numeric(12,4),
    ALTER COLUMN g TYPE text USING g::text,
    ALTER COLUMN h TYPE integer USING h::integer;

-- backward

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b: its values are converted from integer to smallint
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard rewrite: column public.a.c: its values are converted from character varying(20) to character varying(10)
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- hazard rewrite: column public.a.e: its values are converted from timestamp with time zone to timestamp without time zone, unless TimeZone is UTC
-- hazard may-fail: column public.a.e: a value that does not convert stops it
-- hazard rewrite: column public.a.f: its values are converted from numeric(12,4) to numeric(10,2)
-- hazard may-fail: column public.a.f: a value that does not convert stops it
-- hazard rewrite: column public.a.g: its values are converted from text to integer
-- hazard may-fail: column public.a.g: a value that does not convert stops it
-- hazard rewrite: column public.a.h: its values are converted from integer to text
-- hazard may-fail: column public.a.h: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN b TYPE smallint USING b::smallint,
    ALTER COLUMN c TYPE character varying(10) USING c::character varying(10),
    ALTER COLUMN d TYPE text USING d::text,
    ALTER COLUMN e TYPE timestamp without time zone USING e::timestamp without time zone,
    ALTER COLUMN f TYPE numeric(10,2) USING f::numeric(10,2),
    ALTER COLUMN g TYPE integer USING g::integer,
    ALTER COLUMN h TYPE text USING h::text;
