-- forward

ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE ALL ON TABLES FROM case_reader;

CREATE SEQUENCE s.after_id_seq AS integer;

CREATE TABLE s.after (
    id integer DEFAULT nextval('s.after_id_seq'::regclass) NOT NULL
);

CREATE TABLE s.before (
    id integer
);

GRANT DELETE ON TABLE s.before TO CURRENT_USER;

REVOKE ALL ON TABLE s.before FROM case_app;

-- locks SHARE ROW EXCLUSIVE on s.after_id_seq
ALTER SEQUENCE s.after_id_seq OWNED BY s.after.id;

REVOKE UPDATE ON TABLE s.after FROM CURRENT_USER;

GRANT INSERT ON TABLE s.after TO case_app;

GRANT USAGE ON SEQUENCE s.after_id_seq TO case_app;

ALTER DEFAULT PRIVILEGES REVOKE UPDATE ON TABLES FROM CURRENT_USER;

ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON SEQUENCES TO case_app;

ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT INSERT ON TABLES TO case_app;

-- backward

ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE ALL ON SEQUENCES FROM case_app;

-- hazard data-loss: table s.after: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.after
DROP TABLE s.after;

-- hazard data-loss: table s.before: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.before
DROP TABLE s.before;

ALTER DEFAULT PRIVILEGES GRANT UPDATE ON TABLES TO CURRENT_USER;

ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE INSERT ON TABLES FROM case_app;

ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON TABLES TO case_reader;
