CREATE TABLE t (a integer);
CREATE TABLE u (a integer);
CREATE TABLE v (a integer);
GRANT SELECT ON v TO case_boss WITH GRANT OPTION;
SET ROLE case_boss;
GRANT SELECT ON v TO case_app;
RESET ROLE;
