-- forward

-- hazard rewrite: column public.a.first: its values are converted from text to character varying(20)
-- hazard may-fail: column public.a.first: a value that does not convert stops it
-- hazard rewrite: column public.a.last: its values are converted from text to character varying(20)
-- hazard may-fail: column public.a.last: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN full_name,
    ALTER COLUMN first TYPE character varying(20) USING first::character varying(20),
    ALTER COLUMN last TYPE character varying(20) USING last::character varying(20),
    ADD COLUMN full_name character varying(41) GENERATED ALWAYS AS ((((first)::text || ' '::text) || (last)::text)) STORED;

-- hazard long-lock: index public.a_full: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_full ON public.a USING btree (full_name);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN full_name,
    ALTER COLUMN first TYPE text USING first::text,
    ALTER COLUMN last TYPE text USING last::text,
    ADD COLUMN full_name text GENERATED ALWAYS AS (((first || ' '::text) || last)) STORED;

-- hazard long-lock: index public.a_full: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_full ON public.a USING btree (full_name);
