-- forward

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

CREATE TYPE public.c AS (
    e public.e,
    a integer
);

CREATE DOMAIN public.d AS public.e;

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN c TYPE public.c USING c::text::public.c,
    ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c OWNER TO case_owner;

ALTER DOMAIN public.d OWNER TO case_owner;

ALTER TYPE public.e OWNER TO case_owner;

ALTER COLLATION public.l RENAME TO l__evenkeel_old;

CREATE COLLATION public.l (provider = icu, locale = 'sv');

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE text COLLATE public.l;

DROP COLLATION public.l__evenkeel_old;

ALTER COLLATION public.l OWNER TO case_owner;

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(integer, integer) RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(integer, integer, text) RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = integer,
    SUBTYPE_DIFF = pg_catalog.int4range_subdiff,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;

ALTER TYPE public.r OWNER TO case_owner;

REVOKE USAGE ON TYPE public.c FROM PUBLIC;

GRANT USAGE ON TYPE public.d TO case_app WITH GRANT OPTION;

REVOKE USAGE ON TYPE public.d FROM PUBLIC;

GRANT USAGE ON TYPE public.e TO case_app;

GRANT USAGE ON TYPE public.r TO case_app;

-- backward

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

CREATE TYPE public.c AS (
    e public.e,
    a integer
);

CREATE DOMAIN public.d AS public.e;

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN c TYPE public.c USING c::text::public.c,
    ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c OWNER TO case_owner;

ALTER DOMAIN public.d OWNER TO case_owner;

ALTER TYPE public.e OWNER TO case_owner;

ALTER COLLATION public.l RENAME TO l__evenkeel_old;

CREATE COLLATION public.l (provider = icu, locale = 'de');

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE text COLLATE public.l;

DROP COLLATION public.l__evenkeel_old;

ALTER COLLATION public.l OWNER TO case_owner;

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(integer, integer) RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(integer, integer, text) RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = integer,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;

ALTER TYPE public.r OWNER TO case_owner;

REVOKE USAGE ON TYPE public.c FROM PUBLIC;

GRANT USAGE ON TYPE public.d TO case_app WITH GRANT OPTION;

REVOKE USAGE ON TYPE public.d FROM PUBLIC;

GRANT USAGE ON TYPE public.e TO case_app;

GRANT USAGE ON TYPE public.r TO case_app;
