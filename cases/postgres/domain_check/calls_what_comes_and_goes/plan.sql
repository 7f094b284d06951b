-- forward

ALTER DOMAIN public.d DROP CONSTRAINT one;

-- hazard may-fail: domain_check public.d.two: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.two: the rows of all its columns are read while writers wait
-- locks SHARE on public.t
ALTER DOMAIN public.d ADD CONSTRAINT two CHECK ((VALUE < public.limit_of(1)));

-- hazard data-loss: sequence public.s: its current value is lost
-- locks ACCESS EXCLUSIVE on public.s
DROP SEQUENCE public.s;

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT two;

-- hazard may-fail: domain_check public.d.one: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.one: the rows of all its columns are read while writers wait
-- locks SHARE on public.t
ALTER DOMAIN public.d ADD CONSTRAINT one CHECK ((VALUE < 10));

CREATE SEQUENCE public.s;
