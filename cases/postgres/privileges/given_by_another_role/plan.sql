-- forward

SET ROLE case_boss;

REVOKE ALL ON TABLE public.v FROM case_app;

RESET ROLE;

REVOKE ALL ON TABLE public.v FROM case_boss;

GRANT SELECT, UPDATE ON TABLE public.t TO case_boss WITH GRANT OPTION;

SET ROLE case_boss;

GRANT SELECT ON TABLE public.t TO case_app WITH GRANT OPTION;

RESET ROLE;

GRANT SELECT ON TABLE public.t TO case_reader;

SET ROLE case_app;

GRANT SELECT ON TABLE public.t TO case_reader;

RESET ROLE;

GRANT SELECT (a) ON TABLE public.u TO case_boss WITH GRANT OPTION;

SET ROLE case_boss;

GRANT SELECT (a) ON TABLE public.u TO case_app;

RESET ROLE;

GRANT SELECT ON TABLE public.v TO case_app;

-- backward

REVOKE ALL ON TABLE public.t FROM case_reader;

SET ROLE case_app;

REVOKE ALL ON TABLE public.t FROM case_reader;

RESET ROLE;

SET ROLE case_boss;

REVOKE ALL ON TABLE public.t FROM case_app;

RESET ROLE;

REVOKE ALL ON TABLE public.t FROM case_boss;

SET ROLE case_boss;

REVOKE ALL (a) ON TABLE public.u FROM case_app;

RESET ROLE;

REVOKE ALL (a) ON TABLE public.u FROM case_boss;

REVOKE ALL ON TABLE public.v FROM case_app;

GRANT SELECT ON TABLE public.v TO case_boss WITH GRANT OPTION;

SET ROLE case_boss;

GRANT SELECT ON TABLE public.v TO case_app;

RESET ROLE;
