-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

CREATE SEQUENCE s.a_id_seq AS integer;

CREATE TABLE s.a (
    id integer DEFAULT nextval('s.a_id_seq'::regclass) NOT NULL,
    x text,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- locks SHARE ROW EXCLUSIVE on s.a_id_seq
ALTER SEQUENCE s.a_id_seq OWNED BY s.a.id;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on s.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES s.a(id);

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on s.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

CREATE SEQUENCE public.a_id_seq AS integer;

CREATE TABLE public.a (
    id integer DEFAULT nextval('public.a_id_seq'::regclass) NOT NULL,
    x text,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- locks SHARE ROW EXCLUSIVE on public.a_id_seq
ALTER SEQUENCE public.a_id_seq OWNED BY public.a.id;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- hazard data-loss: table s.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.a
DROP TABLE s.a;
