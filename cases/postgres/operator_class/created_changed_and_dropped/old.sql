CREATE OPERATOR CLASS gone FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 5 <, FUNCTION 1 down(integer, integer);
CREATE OPERATOR CLASS stays FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 3 =, OPERATOR 5 <, FUNCTION 1 down(integer, integer);
CREATE TABLE t (a integer);
CREATE INDEX t_a ON t (a stays);
