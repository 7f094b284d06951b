-- forward

-- hazard rewrite: column public.a.tags: its values are converted from character varying(10)[] to text[]
-- hazard may-fail: column public.a.tags: a value that does not convert stops it
-- hazard rewrite: column public.a.numbers: its values are converted from integer[] to bigint[]
-- hazard may-fail: column public.a.numbers: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN tags DROP DEFAULT,
    ALTER COLUMN tags TYPE text[] USING tags::text[],
    ALTER COLUMN numbers TYPE bigint[] USING numbers::bigint[],
    ALTER COLUMN tags SET DEFAULT '{}'::text[];

-- backward

-- hazard rewrite: column public.a.tags: its values are converted from text[] to character varying(10)[]
-- hazard may-fail: column public.a.tags: a value that does not convert stops it
-- hazard rewrite: column public.a.numbers: its values are converted from bigint[] to integer[]
-- hazard may-fail: column public.a.numbers: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN tags DROP DEFAULT,
    ALTER COLUMN tags TYPE character varying(10)[] USING tags::character varying(10)[],
    ALTER COLUMN numbers TYPE integer[] USING numbers::integer[],
    ALTER COLUMN tags SET DEFAULT '{}'::character varying[];
