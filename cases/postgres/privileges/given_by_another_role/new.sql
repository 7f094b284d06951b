-- in this order: a role can give away only what it has been given
CREATE TABLE t (a integer);
CREATE TABLE u (a integer);
CREATE TABLE v (a integer);
GRANT SELECT, UPDATE ON t TO case_boss WITH GRANT OPTION;
GRANT SELECT (a) ON u TO case_boss WITH GRANT OPTION;
SET ROLE case_boss;
GRANT SELECT ON t TO case_app WITH GRANT OPTION;
GRANT SELECT (a) ON u TO case_app;
RESET ROLE;
SET ROLE case_app;
GRANT SELECT ON t TO case_reader;
RESET ROLE;
GRANT SELECT ON t TO case_reader;
GRANT SELECT ON v TO case_app;
