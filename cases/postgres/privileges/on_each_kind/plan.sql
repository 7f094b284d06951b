-- forward

CREATE SEQUENCE s.t_n_seq AS integer;

CREATE TABLE s.t (
    id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    n integer DEFAULT nextval('s.t_n_seq'::regclass) NOT NULL
);

-- locks SHARE ROW EXCLUSIVE on s.t_n_seq
ALTER SEQUENCE s.t_n_seq OWNED BY s.t.n;

GRANT CREATE ON SCHEMA s TO case_app;

GRANT USAGE ON SCHEMA s TO PUBLIC;

GRANT USAGE ON TYPE s.mood TO case_app;

REVOKE USAGE ON TYPE s.mood FROM PUBLIC;

REVOKE ALL ON SEQUENCE s.numbers FROM case_app;

GRANT SELECT, UPDATE ON SEQUENCE s.numbers TO case_app;

GRANT USAGE ON SEQUENCE s.t_id_seq TO case_app;

GRANT USAGE ON SEQUENCE s.t_n_seq TO case_app;

-- backward

REVOKE ALL ON SCHEMA s FROM PUBLIC;

REVOKE USAGE ON TYPE s.mood FROM case_app;

GRANT USAGE ON TYPE s.mood TO PUBLIC;

-- hazard data-loss: table s.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.t
DROP TABLE s.t;

REVOKE CREATE ON SCHEMA s FROM case_app;

REVOKE ALL ON SEQUENCE s.numbers FROM case_app;

GRANT USAGE ON SEQUENCE s.numbers TO case_app;
