-- forward

-- hazard data-loss: sequence public.a: a current value outside the new bounds is moved inside
SELECT setval('public.a', greatest(least(last_value, 1000000), 1), is_called AND last_value BETWEEN 1 AND 1000000) FROM public.a;

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a INCREMENT BY 10 MAXVALUE 1000000 CACHE 20;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b START WITH 7 NO CYCLE;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a INCREMENT BY 1 MAXVALUE 9223372036854775807 CACHE 1;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b START WITH 5 CYCLE;
