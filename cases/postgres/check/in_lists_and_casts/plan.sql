-- forward

-- hazard may-fail: check public.a.a_kind_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_kind_check: all rows are read while everyone waits
-- hazard may-fail: check public.a.a_kind_check1: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_kind_check1: all rows are read while everyone waits
-- hazard may-fail: check public.a.a_n_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_n_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_kind_check,
    DROP CONSTRAINT a_n_check,
    ALTER COLUMN kind TYPE text USING kind::text,
    ADD CONSTRAINT a_kind_check CHECK ((kind = ANY (ARRAY['a'::text, 'b'::text, 'c'::text]))),
    ADD CONSTRAINT a_kind_check1 CHECK (((kind ~ '^[a-z]$'::text) OR (kind ~~ 'x%'::text))),
    ADD CONSTRAINT a_n_check CHECK (((n >= (0)::numeric) AND (n <= 1.5)));

-- backward

-- hazard rewrite: column public.a.kind: its values are converted from text to character varying(10)
-- hazard may-fail: column public.a.kind: a value that does not convert stops it
-- hazard may-fail: check public.a.a_kind_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_kind_check: all rows are read while everyone waits
-- hazard may-fail: check public.a.a_n_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_n_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_kind_check,
    DROP CONSTRAINT a_kind_check1,
    DROP CONSTRAINT a_n_check,
    ALTER COLUMN kind TYPE character varying(10) USING kind::character varying(10),
    ADD CONSTRAINT a_kind_check CHECK (((kind)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))),
    ADD CONSTRAINT a_n_check CHECK (((n >= (0)::numeric) AND (n <= (1)::numeric)));
