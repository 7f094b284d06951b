-- forward

-- hazard rewrite: column public.t.a: its values are converted from text to text[]
-- hazard may-fail: column public.t.a: no cast leads from text to text[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column a
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text[] USING a::text[],
    ALTER COLUMN a SET STORAGE EXTERNAL,
    ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN b SET COMPRESSION pglz,
    ALTER COLUMN b SET STORAGE MAIN;

-- backward

-- hazard rewrite: column public.t.a: its values are converted from text[] to text
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- hazard rewrite: column public.t.b: its values are converted from text to character varying(10)
-- hazard may-fail: column public.t.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN a SET STORAGE EXTERNAL,
    ALTER COLUMN b TYPE character varying(10) USING b::character varying(10),
    ALTER COLUMN b SET COMPRESSION pglz,
    ALTER COLUMN b SET STORAGE MAIN;
