-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY goes ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY loses_check ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY other_command ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY restricts ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY "Odd ""policy" ON public.t
    FOR UPDATE
    USING ((id = ( SELECT max(s.id) AS max
   FROM public.t s)));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY changes ON public.t
    TO pg_monitor
    USING ((owner = SESSION_USER))
    WITH CHECK ((n > 1));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY inserts ON public.t
    WITH CHECK ((n = ANY (ARRAY[1, 2, 3])));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY loses_check ON public.t
    USING ((n > 0));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY other_command ON public.t
    FOR DELETE
    USING ((n > 0));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY other_roles ON public.t
    TO PUBLIC;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY restricts ON public.t
    AS RESTRICTIVE
    USING ((n > 0));

COMMENT ON POLICY restricts ON public.t IS 'stays too';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY "Odd ""policy" ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY other_command ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY restricts ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY changes ON public.t
    TO PUBLIC
    USING ((owner = CURRENT_USER))
    WITH CHECK ((n > 0));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY goes ON public.t
    USING (true);

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY inserts ON public.t
    WITH CHECK ((n = ANY (ARRAY[1, 2])));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY loses_check ON public.t
    WITH CHECK ((n > 1));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY other_command ON public.t
    FOR UPDATE
    USING ((n > 0));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY other_roles ON public.t
    TO pg_monitor, pg_read_all_data;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY restricts ON public.t
    USING ((n > 0));

COMMENT ON POLICY restricts ON public.t IS 'stays too';
