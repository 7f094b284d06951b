-- I. How this script looks at a database
--
-- Each object has a kind, a name and a fingerprint of all that it is. What a statement can set of it by itself is a fact of
-- its own, of which the statement is told too.

-- What statements call an object.
CREATE OR REPLACE FUNCTION pg_temp.reference(class oid, object oid, part integer) RETURNS text LANGUAGE sql AS $body$
    SELECT CASE
        WHEN i.type LIKE '% column' THEN 'COLUMN ' || i.identity
        WHEN i.type = 'table constraint' THEN 'CONSTRAINT ' || i.identity
        WHEN i.type = 'domain constraint' THEN (SELECT format('CONSTRAINT %I ON DOMAIN %s', c.conname, c.contypid::regtype)
            FROM pg_constraint c WHERE c.oid = object)
        WHEN i.type = 'aggregate' THEN (SELECT format('AGGREGATE %s(%s)', regexp_replace(p.oid::regprocedure::text, '\([^(]*\)$', ''),
                coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')) FROM pg_proc p WHERE p.oid = object)
        WHEN i.type = 'statistics object' THEN 'STATISTICS ' || i.identity
        WHEN i.type = 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER ' || i.identity
        WHEN i.type = 'transform' THEN (SELECT format('TRANSFORM FOR %s LANGUAGE %I', t.trftype::regtype, l.lanname)
            FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE t.oid = object)
        ELSE upper(i.type) || ' ' || i.identity END
    FROM pg_identify_object(class, object, part) i
$body$;

CREATE OR REPLACE FUNCTION pg_temp.inventory() RETURNS TABLE (
    kind text, name text, nature text, class oid, object oid, part integer, path text[], signature text,
    fingerprint text, making text, removal text
) LANGUAGE sql AS $inventory$
{inventory}
$inventory$;
