-- forward

DROP OPERATOR FAMILY public.gone USING btree;

CREATE OPERATOR FAMILY public."With Name" USING gist;

CREATE OPERATOR FAMILY public.twice USING hash;

COMMENT ON OPERATOR FAMILY public.twice USING hash IS 'h';

-- backward

DROP OPERATOR FAMILY public."With Name" USING gist;

DROP OPERATOR FAMILY public.twice USING hash;

CREATE OPERATOR FAMILY public.gone USING btree;
