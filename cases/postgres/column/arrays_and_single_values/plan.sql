-- forward

-- hazard rewrite: column public.t.a: its values are converted from text[] to boolean
-- hazard may-fail: column public.t.a: no cast leads from text[] to boolean, so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column a
-- hazard rewrite: column public.t.b: its values are converted from date to text[]
-- hazard may-fail: column public.t.b: no cast leads from date to text[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column b
-- hazard rewrite: column public.t.c: its values are converted from integer[] to text
-- hazard may-fail: column public.t.c: a value that does not convert stops it
-- hazard rewrite: column public.t.d: its values are converted from text to integer[]
-- hazard may-fail: column public.t.d: no cast leads from text to integer[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column d
-- hazard rewrite: column public.t.z: its values are converted from public.e[] to text
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE boolean USING a::text::boolean,
    ALTER COLUMN b TYPE text[] USING b::text::text[],
    ALTER COLUMN c TYPE text USING c::text,
    ALTER COLUMN d TYPE integer[] USING d::integer[],
    ALTER COLUMN z TYPE text USING z::text;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

-- hazard rewrite: column public.t.x: its values are converted from public.e[] to public.e
-- hazard may-fail: column public.t.x: no cast leads from public.e[] to public.e, so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column x
-- hazard rewrite: column public.t.y: its values are converted from public.e to public.e[]
-- hazard may-fail: column public.t.y: no cast leads from public.e to public.e[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column y
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE public.e USING x::text::public.e,
    ALTER COLUMN y TYPE public.e[] USING y::text::public.e[];

DROP TYPE public.e__evenkeel_old;

-- hazard rewrite: column public.t.s: its values are converted from character varying(10)[] to text
-- hazard may-fail: column public.t.s: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN s TYPE text USING s::text;

-- backward

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.x: its values are converted from public.e to public.e[]
-- hazard may-fail: column public.t.x: no cast leads from public.e to public.e[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column x
-- hazard rewrite: column public.t.y: its values are converted from public.e[] to public.e
-- hazard may-fail: column public.t.y: no cast leads from public.e[] to public.e, so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column y
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE public.e[] USING x::text::public.e[],
    ALTER COLUMN y TYPE public.e USING y::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- hazard rewrite: column public.t.a: its values are converted from boolean to text[]
-- hazard may-fail: column public.t.a: no cast leads from boolean to text[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column a
-- hazard rewrite: column public.t.b: its values are converted from text[] to date
-- hazard may-fail: column public.t.b: no cast leads from text[] to date, so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column b
-- hazard rewrite: column public.t.c: its values are converted from text to integer[]
-- hazard may-fail: column public.t.c: no cast leads from text to integer[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column c
-- hazard rewrite: column public.t.d: its values are converted from integer[] to text
-- hazard may-fail: column public.t.d: a value that does not convert stops it
-- hazard rewrite: column public.t.z: its values are converted from text to public.e[]
-- hazard may-fail: column public.t.z: no cast leads from text to public.e[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column z
-- hazard rewrite: column public.t.s: its values are converted from text to character varying(10)[]
-- hazard may-fail: column public.t.s: no cast leads from text to character varying(10)[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column s
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text[] USING a::text::text[],
    ALTER COLUMN b TYPE date USING b::text::date,
    ALTER COLUMN c TYPE integer[] USING c::integer[],
    ALTER COLUMN d TYPE text USING d::text,
    ALTER COLUMN z TYPE public.e[] USING z::public.e[],
    ALTER COLUMN s TYPE character varying(10)[] USING s::character varying(10)[];
