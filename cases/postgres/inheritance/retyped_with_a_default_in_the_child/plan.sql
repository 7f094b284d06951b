-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.p ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p1 ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.p11
ALTER TABLE public.p11 ALTER COLUMN b DROP DEFAULT;

-- hazard rewrite: column public.p.b: its values are converted from public.e to bigint
-- hazard may-fail: column public.p.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p11
ALTER TABLE public.p ALTER COLUMN b TYPE bigint USING b::text::bigint;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.p ALTER COLUMN b SET DEFAULT '9'::bigint;

-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p1 ALTER COLUMN b SET DEFAULT '9'::bigint;

-- locks ACCESS EXCLUSIVE on public.p11
ALTER TABLE public.p11 ALTER COLUMN b SET DEFAULT '9'::bigint;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

-- hazard rewrite: column public.t.b: its values are converted from public.e to bigint
-- hazard may-fail: column public.t.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.c
ALTER TABLE public.t ALTER COLUMN b TYPE bigint USING b::text::bigint;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN b SET DEFAULT 3;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT 3;

CREATE VIEW public.v AS
SELECT c.b
   FROM public.c;

DROP TYPE public.e;

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.p ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p1 ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.p11
ALTER TABLE public.p11 ALTER COLUMN b DROP DEFAULT;

-- hazard rewrite: column public.p.b: its values are converted from bigint to public.e
-- hazard may-fail: column public.p.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p11
ALTER TABLE public.p ALTER COLUMN b TYPE public.e USING b::text::public.e;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.p ALTER COLUMN b SET DEFAULT 'b'::public.e;

-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p1 ALTER COLUMN b SET DEFAULT 'b'::public.e;

-- locks ACCESS EXCLUSIVE on public.p11
ALTER TABLE public.p11 ALTER COLUMN b SET DEFAULT 'b'::public.e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

-- hazard rewrite: column public.t.b: its values are converted from bigint to public.e
-- hazard may-fail: column public.t.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.c
ALTER TABLE public.t ALTER COLUMN b TYPE public.e USING b::text::public.e;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN b SET DEFAULT 'b'::public.e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT 'b'::public.e;

CREATE VIEW public.v AS
SELECT c.b
   FROM public.c;
