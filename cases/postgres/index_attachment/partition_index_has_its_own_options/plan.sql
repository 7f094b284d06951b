-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a_1
ALTER INDEX public.a_1_x_idx SET (fillfactor='60');

-- locks SHARE UPDATE EXCLUSIVE on public.a_1
COMMENT ON INDEX public.a_1_x_idx IS 'of the partition';

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.a_1
COMMENT ON INDEX public.a_1_x_idx IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a_1
ALTER INDEX public.a_1_x_idx RESET (fillfactor);
