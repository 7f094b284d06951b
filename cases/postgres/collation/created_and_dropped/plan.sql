-- forward

CREATE COLLATION public.icu (provider = icu, locale = 'de-u-co-phonebk');

CREATE COLLATION public.libc (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');

CREATE COLLATION public."loose One" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

CREATE DOMAIN public.d AS text COLLATE public.libc;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.icu,
    ADD COLUMN b text COLLATE public."loose One";

DROP COLLATION public.gone;

COMMENT ON COLLATION public.icu IS 'i';

-- backward

CREATE COLLATION public.gone (provider = libc, locale = 'C');

-- hazard data-loss: column public.t.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN b,
    ALTER COLUMN a TYPE text COLLATE public.gone;

DROP COLLATION public.icu;

DROP COLLATION public."loose One";

DROP DOMAIN public.d;

DROP COLLATION public.libc;
