-- forward

-- locks SHARE ROW EXCLUSIVE on public.a_id_seq
ALTER SEQUENCE public.a_id_seq MINVALUE 1 MAXVALUE 2000;

-- hazard data-loss: identity public.a.id: a current value outside the new bounds is moved inside
SELECT setval('public.a_id_seq', greatest(least(last_value, 2000), 1000), is_called AND last_value BETWEEN 1000 AND 2000) FROM public.a_id_seq;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET MINVALUE 1000 SET MAXVALUE 2000 SET START WITH 1000;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.a_id_seq
ALTER SEQUENCE public.a_id_seq MINVALUE 1 MAXVALUE 2000;

-- hazard data-loss: identity public.a.id: a current value outside the new bounds is moved inside
SELECT setval('public.a_id_seq', greatest(least(last_value, 100), 1), is_called AND last_value BETWEEN 1 AND 100) FROM public.a_id_seq;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET MINVALUE 1 SET MAXVALUE 100 SET START WITH 1;
