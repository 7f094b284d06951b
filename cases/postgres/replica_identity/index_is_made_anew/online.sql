-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

-- alone: cannot run inside a transaction
-- hazard may-fail: index public.a_x: rows that are not unique stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY a_x_new ON public.a USING btree (x, y);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP INDEX CONCURRENTLY public.a_x;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_x_new RENAME TO a_x;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_x;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

-- alone: cannot run inside a transaction
-- hazard may-fail: index public.a_x: rows that are not unique stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY a_x_new ON public.a USING btree (x);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP INDEX CONCURRENTLY public.a_x;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_x_new RENAME TO a_x;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_x;
