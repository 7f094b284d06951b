-- forward

REVOKE ALL ON TABLE public.b FROM PUBLIC;

CREATE TABLE public.d (
    id integer
);

REVOKE INSERT ON TABLE public.a FROM case_app;

GRANT UPDATE, DELETE ON TABLE public.a TO case_app;

REVOKE GRANT OPTION FOR SELECT ON TABLE public.a FROM case_reader;

GRANT INSERT ON TABLE public.b TO "Case ""odd"" role" WITH GRANT OPTION;

REVOKE INSERT, UPDATE, DELETE ON TABLE public.c FROM case_app;

GRANT TRUNCATE, REFERENCES, TRIGGER ON TABLE public.c TO case_app WITH GRANT OPTION;

GRANT ALL ON TABLE public.d TO case_app;

GRANT SELECT ON TABLE public.d TO PUBLIC;

-- backward

REVOKE ALL ON TABLE public.b FROM "Case ""odd"" role";

-- hazard data-loss: table public.d: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.d
DROP TABLE public.d;

REVOKE UPDATE, DELETE ON TABLE public.a FROM case_app;

GRANT INSERT ON TABLE public.a TO case_app;

GRANT SELECT ON TABLE public.a TO case_reader WITH GRANT OPTION;

GRANT SELECT ON TABLE public.b TO PUBLIC;

REVOKE GRANT OPTION FOR TRUNCATE, REFERENCES, TRIGGER ON TABLE public.c FROM case_app;

GRANT INSERT, UPDATE, DELETE ON TABLE public.c TO case_app;
