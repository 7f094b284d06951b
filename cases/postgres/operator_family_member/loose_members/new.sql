CREATE OPERATOR FAMILY f USING btree;
CREATE OPERATOR CLASS o FOR TYPE integer USING btree FAMILY f AS OPERATOR 1 >, OPERATOR 5 <, FUNCTION 1 down(integer, integer);
ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 3 =(integer, bigint), OPERATOR 5 <(integer, bigint), FUNCTION 1 (integer, bigint) down(integer, bigint);
CREATE OPERATOR FAMILY g USING btree;
ALTER OPERATOR FAMILY g USING btree ADD OPERATOR 1 >(integer, integer);
