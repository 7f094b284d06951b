-- forward

-- hazard may-fail: check public.parent.short: rows that break the constraint stop it
-- hazard long-lock: check public.parent.short: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child, ACCESS EXCLUSIVE on public.grandchild
ALTER TABLE public.parent ADD COLUMN added text DEFAULT 'x'::text NOT NULL,
    ADD CONSTRAINT short CHECK ((length(added) < 10));

-- backward

-- hazard data-loss: column public.parent.added: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child, ACCESS EXCLUSIVE on public.grandchild
ALTER TABLE public.parent DROP COLUMN added;
