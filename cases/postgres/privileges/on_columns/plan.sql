-- forward

REVOKE ALL (a) ON TABLE public.t FROM case_app;

REVOKE ALL ON TABLE public.u FROM case_app;

REVOKE ALL (a) ON TABLE public.v FROM case_app;

REVOKE ALL ON TABLE public.w FROM case_app;

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w ADD COLUMN c integer;

GRANT SELECT ("C d"), UPDATE ("C d") ON TABLE public.t TO case_app;

GRANT ALL (a) ON TABLE public.t TO case_reader WITH GRANT OPTION;

GRANT SELECT (a) ON TABLE public.u TO case_app;

REVOKE SELECT ON TABLE public.v FROM case_app;

GRANT SELECT (a), UPDATE (a) ON TABLE public.v TO case_app;

GRANT UPDATE (a) ON TABLE public.w TO case_app;

GRANT INSERT (b) ON TABLE public.w TO case_app;

GRANT UPDATE (c) ON TABLE public.w TO case_app;

-- backward

REVOKE ALL ("C d") ON TABLE public.t FROM case_app;

REVOKE ALL (a) ON TABLE public.t FROM case_reader;

REVOKE ALL (a) ON TABLE public.u FROM case_app;

-- hazard data-loss: column public.w.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w DROP COLUMN c;

GRANT SELECT (a) ON TABLE public.t TO case_app;

GRANT SELECT ON TABLE public.u TO case_app;

GRANT SELECT ON TABLE public.v TO case_app;

GRANT SELECT ON TABLE public.w TO case_app;
