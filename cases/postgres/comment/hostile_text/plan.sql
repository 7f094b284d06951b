-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON TABLE public.a IS 'it''s "quoted" $$ -- ; \ {} /* */ 🚀
and a second line; DROP TABLE a;';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.id IS 'tab	and\backslash';

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON TABLE public.a IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.id IS NULL;
