-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY own ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY own ON public.t
    WITH CHECK ((id > 0));

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY own ON public.t
    USING ((who = CURRENT_USER));
