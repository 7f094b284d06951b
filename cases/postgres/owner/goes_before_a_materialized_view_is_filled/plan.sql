-- forward

-- locks ACCESS EXCLUSIVE on public.recent
ALTER VIEW public.recent OWNER TO CURRENT_USER;

CREATE MATERIALIZED VIEW public.kept AS
SELECT recent.id
   FROM public.recent;

-- backward

-- locks ACCESS EXCLUSIVE on public.kept
DROP MATERIALIZED VIEW public.kept;

-- locks ACCESS EXCLUSIVE on public.recent
ALTER VIEW public.recent OWNER TO case_owner;
