-- forward

-- hazard data-loss: column public.a.b: the column and its values are lost
-- hazard may-fail: column public.a.c: rows that exist have no value for it
-- hazard long-lock: primary_key public.a.a_key: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT z_key,
    DROP COLUMN b,
    ALTER COLUMN id DROP NOT NULL,
    ADD COLUMN c integer NOT NULL,
    ADD CONSTRAINT a_key PRIMARY KEY (c);

-- backward

-- hazard data-loss: column public.a.c: the column and its values are lost
-- hazard long-lock: column public.a.id: all rows are read while everyone waits
-- hazard may-fail: column public.a.id: rows where it is null stop it
-- hazard long-lock: primary_key public.a.z_key: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.z_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN c,
    ALTER COLUMN id SET NOT NULL,
    ADD COLUMN b integer,
    ADD CONSTRAINT z_key PRIMARY KEY (id);
