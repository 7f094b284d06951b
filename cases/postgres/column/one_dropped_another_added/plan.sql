-- forward

-- hazard data-loss: column public.a.old_name: the column and its values are lost
-- hazard long-lock: unique public.a.a_new_name_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_new_name_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN old_name,
    ADD COLUMN new_name text DEFAULT 'x'::text NOT NULL,
    ADD CONSTRAINT a_new_name_key UNIQUE (new_name);

-- backward

-- hazard data-loss: column public.a.new_name: the column and its values are lost
-- hazard long-lock: unique public.a.a_old_name_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_old_name_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN new_name,
    ADD COLUMN old_name text DEFAULT 'x'::text NOT NULL,
    ADD CONSTRAINT a_old_name_key UNIQUE (old_name);
