-- forward

-- hazard data-loss: sequence public.a: a current value outside the new bounds is moved inside
SELECT setval('public.a', greatest(least(last_value, 9223372036854775807), 100), is_called AND last_value BETWEEN 100 AND 9223372036854775807) FROM public.a;

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a MINVALUE 100 START WITH 100;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b MINVALUE 1 MAXVALUE 60;

-- hazard data-loss: sequence public.b: a current value outside the new bounds is moved inside
SELECT setval('public.b', greatest(least(last_value, 60), 50), is_called AND last_value BETWEEN 50 AND 60) FROM public.b;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b MINVALUE 50 MAXVALUE 60 START WITH 50;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a MINVALUE 1 START WITH 1;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b MINVALUE 1 MAXVALUE 60;

-- hazard data-loss: sequence public.b: a current value outside the new bounds is moved inside
SELECT setval('public.b', greatest(least(last_value, 10), 1), is_called AND last_value BETWEEN 1 AND 10) FROM public.b;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b MINVALUE 1 MAXVALUE 10 START WITH 1;
