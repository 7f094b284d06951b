CREATE SCHEMA s;
CREATE TABLE s.theirs (id integer);
ALTER TABLE s.theirs OWNER TO case_owner;
