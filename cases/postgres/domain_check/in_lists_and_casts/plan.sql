-- forward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

CREATE DOMAIN public.w AS character varying
    CONSTRAINT w_check CHECK (((VALUE)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])));

-- hazard may-fail: domain_check public.d.d_check: values that break the constraint stop it
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((VALUE = ANY (ARRAY['a'::text, 'b'::text, 'c'::text])));

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

-- hazard may-fail: domain_check public.d.d_check: values that break the constraint stop it
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((VALUE = ANY (ARRAY['a'::text, 'b'::text])));

DROP DOMAIN public.w;
