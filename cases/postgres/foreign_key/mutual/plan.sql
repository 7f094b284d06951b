-- forward

CREATE TABLE public.a (
    id integer NOT NULL,
    b integer,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

CREATE TABLE public.b (
    id integer NOT NULL,
    a integer,
    kept integer,
    CONSTRAINT b_pkey PRIMARY KEY (id)
);

-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE public.a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES public.b(id);

-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.kept
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id),
    ADD CONSTRAINT b_kept_fkey FOREIGN KEY (kept) REFERENCES public.kept(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b
ALTER TABLE public.a DROP CONSTRAINT a_b;

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

-- hazard data-loss: table public.b: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.kept
DROP TABLE public.b;
