-- forward

-- hazard data-loss: identity public.a.b: a current value outside the new bounds is moved inside
SELECT setval('public.a_b_seq', greatest(least(last_value, 1000), 1), is_called AND last_value BETWEEN 1 AND 1000) FROM public.a_b_seq;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET MAXVALUE 1000 SET CYCLE,
    ALTER COLUMN id SET INCREMENT BY 2 SET START WITH 20 SET CACHE 10;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET MAXVALUE 9223372036854775807 SET NO CYCLE,
    ALTER COLUMN id SET INCREMENT BY 5 SET START WITH 10 SET CACHE 1;
