CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
CREATE TABLE c (id integer);
GRANT SELECT, INSERT ON a TO case_app;
GRANT SELECT ON a TO case_reader WITH GRANT OPTION;
GRANT SELECT ON b TO PUBLIC;
GRANT ALL ON c TO case_app;
