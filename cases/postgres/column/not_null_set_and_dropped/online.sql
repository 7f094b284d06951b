-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT a_id_is_set CHECK (id IS NOT NULL) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: column public.a.id: rows where it is null stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
BEGIN;
ALTER TABLE public.a VALIDATE CONSTRAINT a_id_is_set;
COMMIT;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_id_is_set;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP NOT NULL;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP NOT NULL,
    ADD CONSTRAINT a_b_is_set CHECK (b IS NOT NULL) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: column public.a.b: rows where it is null stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
BEGIN;
ALTER TABLE public.a VALIDATE CONSTRAINT a_b_is_set;
COMMIT;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_b_is_set;
