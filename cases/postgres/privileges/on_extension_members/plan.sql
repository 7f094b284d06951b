-- forward

REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.hstore(text, text) TO case_app;

REVOKE EXECUTE ON FUNCTION public.hstore(text, text) FROM PUBLIC;

REVOKE ALL ON TABLE public.pg_stat_statements FROM PUBLIC;

-- backward

GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC;

REVOKE EXECUTE ON FUNCTION public.hstore(text, text) FROM case_app;

GRANT EXECUTE ON FUNCTION public.hstore(text, text) TO PUBLIC;

GRANT SELECT ON TABLE public.pg_stat_statements TO PUBLIC;
