-- in pg_type d
SELECT 'pg_type'::regclass::oid, t.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', t.typname,
    'base', format_type(t.typbasetype, t.typtypmod),
    'family', coalesce(el.typtype, b.typtype),
    'collation', CASE WHEN t.typcollation <> b.typcollation THEN (
        SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = t.typcollation) END,
    'not_null', t.typnotnull,
    'not_null_name', {{17: (
        SELECT con.conname FROM pg_constraint con
        WHERE con.contypid = t.oid AND con.contype = 'n' AND con.conname <> t.typname || '_not_null') | NULL}})
FROM pg_type t
JOIN mine n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_type el ON el.oid = b.typelem AND el.typtype <> 'b'
WHERE t.typtype = 'd'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
