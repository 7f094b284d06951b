SELECT 'comment', d.class, d.object, d.part, concat_ws(' ', i.type, i.identity), format('COMMENT ON %s IS %L', r.reference, d.description),
    format('COMMENT ON %s IS %L', r.reference, d.usual)
FROM (
    SELECT d.classoid AS class, d.objoid AS object, d.objsubid AS part, d.description, NULL AS usual
    FROM pg_description d WHERE (d.objoid >= 16384 OR d.classoid = 'pg_extension'::regclass) AND (d.classoid <> 'pg_namespace'::regclass OR d.objoid IN (SELECT s.oid FROM scope s))
    UNION ALL
    -- What initdb says is nobody's word.
    SELECT u.class, u.object, 0, obj_description(u.object, u.class::text), u.usual
    FROM (SELECT 'pg_namespace'::regclass AS class, s.oid AS object, 'standard public schema' AS usual FROM scope s WHERE s.nspname = 'public'
        UNION ALL SELECT 'pg_extension'::regclass, e.oid, 'PL/pgSQL procedural language' FROM pg_extension e WHERE e.extname = 'plpgsql') u
    WHERE obj_description(u.object, u.class::text) IS DISTINCT FROM u.usual AND u.object < 16384
) d CROSS JOIN LATERAL pg_identify_object(d.class, d.object, d.part) i
CROSS JOIN LATERAL (SELECT pg_temp.reference(d.class, d.object, d.part) AS reference) r
WHERE i.identity IS NOT NULL AND (i.schema IS NULL OR i.schema IN (SELECT quote_ident(s.nspname) FROM scope s))
