CREATE TABLE t (id integer, at date) PARTITION BY RANGE (at);
GRANT SELECT ON t TO case_app;
GRANT UPDATE (at) ON t TO case_reader;
ALTER TABLE t OWNER TO case_owner;
