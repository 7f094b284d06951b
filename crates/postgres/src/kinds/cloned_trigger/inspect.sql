-- in pg_class p
SELECT 'pg_trigger'::regclass::oid, f.oid, 0, 0, json_build_object(
    'schema', f.nspname,
    'table', f.relname,
    'name', f.tgname,
    'firing', f.tgenabled,
    'from_schema', f.from_schema,
    'from_table', f.from_table,
    'links', f.links)
FROM (
    WITH RECURSIVE family AS (
        SELECT g.oid, g.tgname, g.tgenabled, n.nspname, c.relname, g.tgenabled AS usual,
            n.nspname AS from_schema, c.relname AS from_table, '{}'::name[] AS links
        FROM pg_trigger g
        JOIN pg_class c ON c.oid = g.tgrelid AND c.relkind = 'p'
        JOIN mine n ON n.oid = c.relnamespace
        WHERE g.tgparentid = 0 AND NOT g.tgisinternal
        UNION ALL
        SELECT g.oid, g.tgname, g.tgenabled, n.nspname, c.relname, f.usual,
            f.from_schema, f.from_table, f.links || n.nspname || c.relname
        FROM family f
        JOIN pg_trigger g ON g.tgparentid = f.oid
        JOIN pg_class c ON c.oid = g.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace)
    SELECT * FROM family) f
WHERE f.tgenabled <> f.usual
