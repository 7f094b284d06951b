-- forward

ALTER DOMAIN public.d DROP CONSTRAINT changes;

ALTER DOMAIN public.d DROP CONSTRAINT goes;

-- hazard may-fail: domain public.d: columns of the domain that are null stop it
-- locks SHARE on public.t, SHARE on public.u
ALTER DOMAIN public.d SET NOT NULL;

-- hazard may-fail: domain_check public.d.changes: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.changes: the rows of all its columns are read while writers wait
-- locks SHARE on public.t, SHARE on public.u
ALTER DOMAIN public.d ADD CONSTRAINT changes CHECK ((VALUE <> 'zz'::text));

-- hazard may-fail: domain_check public.d.later: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.later: the rows of all its columns are read while writers wait
-- locks SHARE on public.t, SHARE on public.u
ALTER DOMAIN public.d VALIDATE CONSTRAINT later;

ALTER DOMAIN public.d ADD CONSTRAINT unchecked CHECK ((VALUE <> 'u'::text)) NOT VALID;

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT changes;

ALTER DOMAIN public.d DROP CONSTRAINT later;

ALTER DOMAIN public.d DROP CONSTRAINT unchecked;

ALTER DOMAIN public.d DROP NOT NULL;

-- hazard may-fail: domain_check public.d.changes: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.changes: the rows of all its columns are read while writers wait
-- locks SHARE on public.t, SHARE on public.u
ALTER DOMAIN public.d ADD CONSTRAINT changes CHECK ((VALUE <> 'z'::text));

-- hazard may-fail: domain_check public.d.goes: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.goes: the rows of all its columns are read while writers wait
-- locks SHARE on public.t, SHARE on public.u
ALTER DOMAIN public.d ADD CONSTRAINT goes CHECK ((VALUE <> 'y'::text));

ALTER DOMAIN public.d ADD CONSTRAINT later CHECK ((length(VALUE) < 10)) NOT VALID;
