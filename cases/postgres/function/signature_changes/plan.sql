-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.becomes_a_procedure();

DROP FUNCTION public.loses_a_default(integer, integer);

DROP FUNCTION public.other_columns();

DROP FUNCTION public.other_types(integer);

SET check_function_bodies = off;

CREATE FUNCTION public.loses_a_default(a integer, b integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.named_argument(a integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION public.other_columns()
RETURNS TABLE(a integer, c text)
LANGUAGE sql
AS $$SELECT 1, 'x'$$;

CREATE FUNCTION public.other_types(a text)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1$$;

CREATE PROCEDURE public.becomes_a_procedure()
LANGUAGE sql
AS $$$$;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_b_check;

DROP FUNCTION public.renamed_argument(integer);

CREATE FUNCTION public.renamed_argument(x integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;

DROP FUNCTION public.returns(integer);

CREATE FUNCTION public.returns(a integer)
RETURNS bigint
LANGUAGE sql
AS $$SELECT 1::bigint$$;

RESET check_function_bodies;

-- hazard may-fail: check public.t.t_b_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_b_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT public.returns(1),
    ADD CONSTRAINT t_b_check CHECK ((public.renamed_argument(b) > 0));

CREATE VIEW public.v AS
SELECT t.a,
    public.loses_a_default(t.a, 1) AS c
   FROM public.t;

COMMENT ON FUNCTION public.returns(integer) IS 'stays';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'stays too';

-- backward

DROP FUNCTION public.named_argument(integer);

DROP FUNCTION public.other_columns();

DROP FUNCTION public.other_types(text);

DROP PROCEDURE public.becomes_a_procedure();

SET check_function_bodies = off;

CREATE FUNCTION public.becomes_a_procedure()
RETURNS void
LANGUAGE sql
AS $$$$;

CREATE OR REPLACE FUNCTION public.loses_a_default(a integer, b integer DEFAULT 1)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION public.named_argument(integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE FUNCTION public.other_columns()
RETURNS TABLE(a integer, b text)
LANGUAGE sql
AS $$SELECT 1, 'x'$$;

CREATE FUNCTION public.other_types(a integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1$$;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_b_check;

DROP FUNCTION public.renamed_argument(integer);

CREATE FUNCTION public.renamed_argument(a integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;

DROP FUNCTION public.returns(integer);

CREATE FUNCTION public.returns(a integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;

-- hazard may-fail: check public.t.t_b_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_b_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT public.returns(1),
    ADD CONSTRAINT t_b_check CHECK ((public.renamed_argument(b) > 0));

-- locks ACCESS EXCLUSIVE on public.v
CREATE OR REPLACE VIEW public.v AS
SELECT t.a,
    public.loses_a_default(t.a) AS c
   FROM public.t;

COMMENT ON FUNCTION public.returns(integer) IS 'stays';
