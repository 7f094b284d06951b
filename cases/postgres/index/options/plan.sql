-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_b RESET (fillfactor);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_c SET (fillfactor='50', deduplicate_items='off');

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_w SET (fillfactor='80');

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_b SET (fillfactor='70');

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_c RESET (fillfactor, deduplicate_items);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_w SET (fillfactor='60');
