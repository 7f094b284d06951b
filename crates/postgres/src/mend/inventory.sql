WITH scope AS (
    SELECT n.oid, n.nspname, n.nspowner FROM pg_namespace n WHERE n.nspname = ANY ({scope})
), theirs AS (
    -- What belongs to an extension is the extension's.
    SELECT d.classid, d.objid FROM pg_depend d WHERE d.deptype = 'e'
), ours AS (
    SELECT c.* FROM pg_class c JOIN scope s ON s.oid = c.relnamespace
    WHERE c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM theirs t WHERE t.classid = 'pg_class'::regclass AND t.objid = c.oid)
), found (kind, nature, class, object, part, path, signature, name, is_what, making, removal) AS (
{branches}
)
SELECT f.kind, coalesce(f.name, CASE WHEN f.making IS NULL THEN dotted.name || coalesce('(' || f.signature || ')', '') ELSE i.identity END), f.nature,
    f.class, f.object, f.part, p.path, f.signature,
    left(encode(sha256(convert_to(coalesce(f.is_what, ''), 'UTF8')), 'hex'), 16), f.making,
    coalesce(f.removal, 'DROP ' || pg_temp.reference(f.class, f.object, f.part))
FROM found f
LEFT JOIN LATERAL pg_identify_object(nullif(f.class, 0), f.object, f.part) i ON true
LEFT JOIN LATERAL pg_identify_object_as_address(nullif(f.class, 0), f.object, f.part) a ON true
CROSS JOIN LATERAL (SELECT coalesce(f.path, CASE f.class WHEN 'pg_type'::regclass
    THEN (SELECT ARRAY[n.nspname, t.typname]::text[] FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = f.object)
    -- Their access method is what tells them apart.
    WHEN 'pg_opclass'::regclass THEN a.object_names[2:] WHEN 'pg_opfamily'::regclass THEN a.object_names[2:]
    ELSE a.object_names END) AS path) p
CROSS JOIN LATERAL (SELECT string_agg(quote_ident(q.part), '.' ORDER BY q.at) AS name FROM unnest(p.path) WITH ORDINALITY q(part, at)) dotted
-- What came with the server is its own.
WHERE (f.object = 0 OR f.object >= 16384 OR f.class = 'pg_namespace'::regclass OR f.kind IN ('comment', 'privileges'))
    AND (f.kind = 'privileges' OR NOT EXISTS (SELECT FROM theirs t WHERE t.classid = f.class AND t.objid = f.object))
