-- forward

-- hazard long-lock: column public.a_1.x: all rows are read while everyone waits
-- hazard may-fail: column public.a_1.x: rows where it is null stop it
-- hazard may-fail: check public.a_1.own: rows that break the constraint stop it
-- hazard long-lock: check public.a_1.own: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 SET (fillfactor='60'),
    ALTER COLUMN x SET NOT NULL,
    ALTER COLUMN x SET DEFAULT 'c'::text,
    ADD CONSTRAINT own CHECK ((x <> ''::text));

-- hazard long-lock: index public.a_1_x: writers wait while it is built
-- hazard may-fail: index public.a_1_x: rows that are not unique stop it
-- locks SHARE on public.a_1
CREATE UNIQUE INDEX a_1_x ON public.a_1 USING btree (x);

-- backward

-- locks ACCESS EXCLUSIVE on public.a_1
DROP INDEX public.a_1_x;

-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 DROP CONSTRAINT own,
    RESET (fillfactor),
    ALTER COLUMN x DROP NOT NULL,
    ALTER COLUMN x SET DEFAULT 'p'::text;
