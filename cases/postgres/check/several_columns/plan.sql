-- forward

-- hazard may-fail: check public.a.both_sides: rows that break the constraint stop it
-- hazard long-lock: check public.a.both_sides: all rows are read while everyone waits
-- hazard may-fail: check public.a.one_of: rows that break the constraint stop it
-- hazard long-lock: check public.a.one_of: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT both_sides,
    ADD COLUMN d text,
    ADD CONSTRAINT both_sides CHECK (((b < c) AND ((d IS NULL) OR (length(d) > b)))),
    ADD CONSTRAINT one_of CHECK ((num_nonnulls(b, c, d) >= 1));

-- backward

-- hazard data-loss: column public.a.d: the column and its values are lost
-- hazard may-fail: check public.a.both_sides: rows that break the constraint stop it
-- hazard long-lock: check public.a.both_sides: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT both_sides,
    DROP CONSTRAINT one_of,
    DROP COLUMN d,
    ADD CONSTRAINT both_sides CHECK ((b < c));
