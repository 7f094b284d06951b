-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_i;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT c;

DROP OPERATOR public.=== (integer, text);

CREATE OPERATOR public.=== (
    FUNCTION = public.other,
    LEFTARG = integer,
    RIGHTARG = text
);

-- hazard may-fail: check public.t.c: rows that break the constraint stop it
-- hazard long-lock: check public.t.c: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD CONSTRAINT c CHECK ((a OPERATOR(public.===) b));

-- hazard long-lock: index public.t_i: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_i ON public.t USING btree (b) WHERE (a OPERATOR(public.===) 'x'::text);

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  WHERE (t.a OPERATOR(public.===) t.b);

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_i;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT c;

DROP OPERATOR public.=== (integer, text);

CREATE OPERATOR public.=== (
    FUNCTION = public.same,
    LEFTARG = integer,
    RIGHTARG = text
);

-- hazard may-fail: check public.t.c: rows that break the constraint stop it
-- hazard long-lock: check public.t.c: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD CONSTRAINT c CHECK ((a OPERATOR(public.===) b));

-- hazard long-lock: index public.t_i: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_i ON public.t USING btree (b) WHERE (a OPERATOR(public.===) 'x'::text);

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  WHERE (t.a OPERATOR(public.===) t.b);
