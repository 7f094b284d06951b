CREATE COLLATION libc (lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION icu (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION "loose One" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE t (a text COLLATE icu, b text COLLATE "loose One");
CREATE DOMAIN d AS text COLLATE libc;
COMMENT ON COLLATION icu IS 'i';
