-- forward

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807;

-- hazard data-loss: sequence public.a: a current value outside the new bounds is moved inside
SELECT setval('public.a', greatest(least(last_value, -1), -9223372036854775808), is_called AND last_value BETWEEN -9223372036854775808 AND -1) FROM public.a;

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 START WITH -1;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807;

-- hazard data-loss: sequence public.a: a current value outside the new bounds is moved inside
SELECT setval('public.a', greatest(least(last_value, 9223372036854775807), 1), is_called AND last_value BETWEEN 1 AND 9223372036854775807) FROM public.a;

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1;
