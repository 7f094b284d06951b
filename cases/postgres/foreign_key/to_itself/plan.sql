-- forward

CREATE TABLE public.b (
    id integer NOT NULL,
    parent integer,
    CONSTRAINT b_pkey PRIMARY KEY (id)
);

-- hazard may-fail: foreign_key public.a.a_parent_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_parent_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT a_parent_fkey FOREIGN KEY (parent) REFERENCES public.a(id) ON DELETE CASCADE;

-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE public.b ADD CONSTRAINT b_parent_fkey FOREIGN KEY (parent) REFERENCES public.b(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_parent_fkey;

-- hazard data-loss: table public.b: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.b
DROP TABLE public.b;
