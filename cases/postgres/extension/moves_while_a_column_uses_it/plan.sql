-- forward

ALTER EXTENSION citext SET SCHEMA tools;

-- hazard rewrite: column public.a.email: its values are converted from public.citext to tools.citext
-- hazard may-fail: column public.a.email: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN email TYPE tools.citext USING email::tools.citext;

-- backward

ALTER EXTENSION citext SET SCHEMA public;

-- hazard rewrite: column public.a.email: its values are converted from tools.citext to public.citext
-- hazard may-fail: column public.a.email: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN email TYPE public.citext USING email::public.citext;
