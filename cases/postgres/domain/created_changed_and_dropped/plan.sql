-- forward

ALTER DOMAIN public.facets DROP CONSTRAINT positive;

ALTER DOMAIN public.facets DROP NOT NULL;

CREATE DOMAIN public."new One" AS numeric(10,2)[] DEFAULT '{}'::numeric[] NOT NULL
    CONSTRAINT "new One_check" CHECK ((cardinality(VALUE) < 9));

-- hazard may-fail: domain public.other: columns of the domain that are null stop it
ALTER DOMAIN public.other SET NOT NULL;

-- hazard may-fail: domain_check public.facets.positive: values that break the constraint stop it
ALTER DOMAIN public.facets ADD CONSTRAINT positive CHECK ((VALUE > 1));

-- hazard may-fail: domain_check public.facets.small: values that break the constraint stop it
ALTER DOMAIN public.facets ADD CONSTRAINT small CHECK ((VALUE < 100));

ALTER DOMAIN public.facets SET DEFAULT 2;

ALTER DOMAIN public.other SET DEFAULT 'x'::text;

DROP DOMAIN public.gone;

-- backward

ALTER DOMAIN public.facets DROP CONSTRAINT positive;

ALTER DOMAIN public.facets DROP CONSTRAINT small;

ALTER DOMAIN public.other DROP DEFAULT;

-- hazard may-fail: domain public.facets: columns of the domain that are null stop it
ALTER DOMAIN public.facets SET NOT NULL;

CREATE DOMAIN public.gone AS text;

ALTER DOMAIN public.other DROP NOT NULL;

-- hazard may-fail: domain_check public.facets.positive: values that break the constraint stop it
ALTER DOMAIN public.facets ADD CONSTRAINT positive CHECK ((VALUE > 0));

ALTER DOMAIN public.facets SET DEFAULT 1;

DROP DOMAIN public."new One";
