-- forward

CREATE DOMAIN public.fresh AS text DEFAULT 'f'::text;

-- hazard rewrite: column public.t.b: its values are converted from integer to public.d
-- hazard may-fail: column public.t.b: a value that does not convert stops it
-- hazard rewrite: column public.t.x: its values are converted from public.d to public.e
-- hazard may-fail: column public.t.x: a value that does not convert stops it
-- hazard rewrite: column public.t.y: its values are converted from public.other to public.d
-- hazard may-fail: column public.t.y: a value that does not convert stops it
-- hazard rewrite: column public.t.z: its values are converted from public.e to public.d
-- hazard may-fail: column public.t.z: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT,
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b TYPE public.d USING b::public.d,
    ALTER COLUMN c TYPE public.fresh USING c::public.fresh,
    ALTER COLUMN x TYPE public.e USING x::text::public.e,
    ALTER COLUMN y TYPE public.d USING y::public.d,
    ALTER COLUMN z TYPE public.d USING z::text::public.d,
    ALTER COLUMN a SET DEFAULT 1;

DROP DOMAIN public.other;

-- backward

CREATE DOMAIN public.other AS text;

-- hazard rewrite: column public.t.a: its values are converted from integer to public.d
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- hazard rewrite: column public.t.x: its values are converted from public.e to public.d
-- hazard may-fail: column public.t.x: a value that does not convert stops it
-- hazard rewrite: column public.t.y: its values are converted from public.d to public.other
-- hazard may-fail: column public.t.y: a value that does not convert stops it
-- hazard rewrite: column public.t.z: its values are converted from public.d to public.e
-- hazard may-fail: column public.t.z: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT,
    ALTER COLUMN a TYPE public.d USING a::public.d,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN c TYPE public.other USING c::public.other,
    ALTER COLUMN x TYPE public.d USING x::text::public.d,
    ALTER COLUMN y TYPE public.other USING y::public.other,
    ALTER COLUMN z TYPE public.e USING z::text::public.e,
    ALTER COLUMN a SET DEFAULT 1;

DROP DOMAIN public.fresh;
