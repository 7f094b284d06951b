-- forward

ALTER OPERATOR FAMILY public.f USING btree DROP OPERATOR 1 (integer, bigint);

CREATE OPERATOR FAMILY public.g USING btree;

ALTER OPERATOR FAMILY public.f USING btree ADD FUNCTION 1 (integer, bigint) public.down(integer, bigint);

ALTER OPERATOR FAMILY public.f USING btree ADD OPERATOR 3 pg_catalog.=(integer, bigint);

ALTER OPERATOR FAMILY public.f USING btree ADD OPERATOR 5 pg_catalog.<(integer, bigint);

ALTER OPERATOR FAMILY public.g USING btree ADD OPERATOR 1 pg_catalog.>(integer, integer);

-- backward

DROP OPERATOR FAMILY public.g USING btree;

ALTER OPERATOR FAMILY public.f USING btree DROP FUNCTION 1 (integer, bigint);

ALTER OPERATOR FAMILY public.f USING btree DROP OPERATOR 3 (integer, bigint);

ALTER OPERATOR FAMILY public.f USING btree DROP OPERATOR 5 (integer, bigint);

ALTER OPERATOR FAMILY public.f USING btree ADD OPERATOR 1 pg_catalog.>(integer, bigint);
