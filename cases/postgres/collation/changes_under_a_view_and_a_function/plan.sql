-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(text);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_a_key;

ALTER COLLATION public.c RENAME TO c__evenkeel_old;

CREATE COLLATION public.c (provider = icu, locale = 'sv');

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c;

DROP COLLATION public.c__evenkeel_old;

CREATE FUNCTION public.f(x text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
RETURN (x < ('a'::text COLLATE public.c));

-- hazard long-lock: unique public.t.t_a_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.t.t_a_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE (a);

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  ORDER BY t.a;

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(text);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_a_key;

ALTER COLLATION public.c RENAME TO c__evenkeel_old;

CREATE COLLATION public.c (provider = icu, locale = 'de');

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c;

DROP COLLATION public.c__evenkeel_old;

CREATE FUNCTION public.f(x text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
RETURN (x < ('a'::text COLLATE public.c));

-- hazard long-lock: unique public.t.t_a_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.t.t_a_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE (a);

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  ORDER BY t.a;
