-- forward

DROP PROCEDURE public.goes(text);

DROP PROCEDURE public.other_output(integer);

CREATE OR REPLACE PROCEDURE public.atomic(IN a integer)
LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO public.t (id)
   VALUES ((atomic.a + 1));
END;

SET check_function_bodies = off;

CREATE OR REPLACE PROCEDURE public.changed(IN a integer, INOUT b integer)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path TO 'public'
AS $$BEGIN b := a + 1; END$$;

CREATE PROCEDURE public.other_output(INOUT c integer)
LANGUAGE sql
AS $$SELECT 1$$;

CREATE PROCEDURE public.with_output(OUT b integer)
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;

COMMENT ON PROCEDURE public.with_output() IS 'is new';

-- backward

DROP PROCEDURE public.other_output(integer);

DROP PROCEDURE public.with_output();

CREATE OR REPLACE PROCEDURE public.atomic(IN a integer)
LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO public.t (id)
   VALUES (atomic.a);
 DELETE FROM public.t
   WHERE (t.id = atomic.a);
END;

SET check_function_bodies = off;

CREATE OR REPLACE PROCEDURE public.changed(IN a integer, INOUT b integer)
LANGUAGE plpgsql
AS $$BEGIN b := a; END$$;

CREATE PROCEDURE public.goes(IN a text DEFAULT 'x'::text)
LANGUAGE sql
AS $$SELECT 1$$;

CREATE PROCEDURE public.other_output(INOUT b integer)
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;
