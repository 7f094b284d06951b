-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.x IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON TABLE public.a IS 'after';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.id IS 'comes';

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.id IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON TABLE public.a IS 'before';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.x IS 'goes';
