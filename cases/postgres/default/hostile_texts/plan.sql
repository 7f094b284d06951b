-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN d jsonb DEFAULT '{"a": "b''c"}'::jsonb,
    ADD COLUMN e text[] DEFAULT ARRAY['a'::text, 'b,"c"'::text],
    ALTER COLUMN b SET DEFAULT 'it''s; -- {} $1'::text,
    ALTER COLUMN c SET DEFAULT 'line
break\ $$ /* */'::text;

-- backward

-- hazard data-loss: column public.a.d: the column and its values are lost
-- hazard data-loss: column public.a.e: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN c DROP DEFAULT,
    DROP COLUMN d,
    DROP COLUMN e,
    ALTER COLUMN b SET DEFAULT 'x'::text;
