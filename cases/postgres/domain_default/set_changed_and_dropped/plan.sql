-- forward

ALTER DOMAIN public.b DROP DEFAULT;

ALTER DOMAIN public.a SET DEFAULT 'z'::text;

ALTER DOMAIN public.c SET DEFAULT lower('C'::text);

-- backward

ALTER DOMAIN public.c DROP DEFAULT;

ALTER DOMAIN public.a SET DEFAULT 'x'::text;

ALTER DOMAIN public.b SET DEFAULT 'y'::text;
