-- forward

REVOKE ALL ON TABLE s.a FROM case_owner;

REVOKE ALL ON TABLE s.b FROM case_app;

GRANT DELETE ON TABLE s.c TO case_app;

REVOKE ALL ON TABLE s.c FROM case_reader;

ALTER SCHEMA s OWNER TO case_boss;

-- locks ACCESS EXCLUSIVE on s.a
ALTER TABLE s.a OWNER TO case_owner;

-- locks ACCESS EXCLUSIVE on s.b
ALTER TABLE s.b OWNER TO CURRENT_USER;

-- locks ACCESS EXCLUSIVE on s.c
ALTER TABLE s.c OWNER TO "Case ""odd"" role";

-- locks ACCESS EXCLUSIVE on s.free
ALTER SEQUENCE s.free OWNER TO case_app;

ALTER TYPE s.mood OWNER TO case_app;

GRANT SELECT ON TABLE s.b TO case_owner;

GRANT UPDATE ON TABLE s.c TO case_app;

-- backward

REVOKE ALL ON TABLE s.b FROM case_owner;

REVOKE ALL ON TABLE s.c FROM case_app;

ALTER SCHEMA s OWNER TO case_owner;

-- locks ACCESS EXCLUSIVE on s.a
ALTER TABLE s.a OWNER TO CURRENT_USER;

-- locks ACCESS EXCLUSIVE on s.b
ALTER TABLE s.b OWNER TO case_owner;

-- locks ACCESS EXCLUSIVE on s.c
ALTER TABLE s.c OWNER TO case_app;

-- locks ACCESS EXCLUSIVE on s.free
ALTER SEQUENCE s.free OWNER TO CURRENT_USER;

ALTER TYPE s.mood OWNER TO CURRENT_USER;

GRANT SELECT ON TABLE s.a TO case_owner;

GRANT INSERT ON TABLE s.b TO case_app WITH GRANT OPTION;

REVOKE DELETE ON TABLE s.c FROM case_app;

GRANT UPDATE ON TABLE s.c TO case_reader;
