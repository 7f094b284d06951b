-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP DEFAULT;

-- locks SHARE ROW EXCLUSIVE on public.a_id_seq
ALTER SEQUENCE public.a_id_seq AS bigint MAXVALUE 9223372036854775807;

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN id SET DEFAULT nextval('public.a_id_seq'::regclass);

-- hazard rewrite: column public.b.a: its values are converted from integer to bigint
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP DEFAULT;

-- hazard data-loss: sequence public.a_id_seq: a current value outside the new bounds is moved inside
SELECT setval('public.a_id_seq', greatest(least(last_value, 2147483647), 1), is_called AND last_value BETWEEN 1 AND 2147483647) FROM public.a_id_seq;

-- locks SHARE ROW EXCLUSIVE on public.a_id_seq
ALTER SEQUENCE public.a_id_seq AS integer MAXVALUE 2147483647;

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN id SET DEFAULT nextval('public.a_id_seq'::regclass);

-- hazard rewrite: column public.b.a: its values are converted from bigint to integer
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ALTER COLUMN a TYPE integer USING a::integer,
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
