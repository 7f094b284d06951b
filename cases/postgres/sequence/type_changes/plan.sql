-- forward

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a AS bigint MAXVALUE 9223372036854775807;

-- hazard data-loss: sequence public.b: a current value outside the new bounds is moved inside
SELECT setval('public.b', greatest(least(last_value, 32767), 1), is_called AND last_value BETWEEN 1 AND 32767) FROM public.b;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b AS smallint MAXVALUE 32767;

-- locks SHARE ROW EXCLUSIVE on public.c
ALTER SEQUENCE public.c AS bigint;

-- backward

-- hazard data-loss: sequence public.a: a current value outside the new bounds is moved inside
SELECT setval('public.a', greatest(least(last_value, 2147483647), 1), is_called AND last_value BETWEEN 1 AND 2147483647) FROM public.a;

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a AS integer MAXVALUE 2147483647;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b AS bigint MAXVALUE 9223372036854775807;

-- locks SHARE ROW EXCLUSIVE on public.c
ALTER SEQUENCE public.c AS smallint;
