-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP STATISTICS public.changes;

-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP STATISTICS public.gone;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER STATISTICS public.aims SET STATISTICS 500;

-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE STATISTICS public.changes (mcv) ON x, y FROM public.a;

-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE STATISTICS public."of an expression" ON z, ((x + y)) FROM public.a;

COMMENT ON STATISTICS public.aims IS 'of new';

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP STATISTICS public.changes;

-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP STATISTICS public."of an expression";

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER STATISTICS public.aims SET STATISTICS -1;

-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE STATISTICS public.changes (dependencies) ON x, y FROM public.a;

-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE STATISTICS public.gone (ndistinct) ON x, y FROM public.a;

COMMENT ON STATISTICS public.aims IS 'of old';
