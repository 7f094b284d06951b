WITH mine AS (
    -- Schemas that are looked into: not the system's, nor evenkeel's own.
    SELECT n.oid, n.nspname FROM pg_namespace n
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'evenkeel', 'evenkeel_quarantine')
), members AS MATERIALIZED (
    -- What belongs to an extension is the extension's.
    SELECT d.classid, d.objid FROM pg_depend d
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
), tables AS MATERIALIZED (
    -- Read once, and used by nearly every kind.
    SELECT n.nspname, c.oid, c.relname, c.relkind, c.relpersistence, c.relowner, c.relacl, c.relam, c.reloptions,
        c.reltablespace, c.reltoastrelid, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
        c.relispartition, c.relpartbound, c.relhassubclass, c.reloftype
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
), index_constraints AS (
    -- Constraints that an index enforces.
    SELECT con.contype, con.oid, CASE
        -- A plain one is put together from its columns.
        WHEN p.plain AND i.reloptions IS NULL AND i.reltablespace = 0 AND NOT x.indisclustered AND t.relkind = 'r'
        THEN json_build_array(t.nspname, t.relname, con.conname, p.definition,
            json_build_array(con.conrelid::bigint, con.conkey))
        ELSE json_build_object(
        'schema', t.nspname,
        'table', t.relname,
        'name', con.conname,
        'plain', CASE WHEN p.plain THEN json_build_array(con.conrelid::bigint, con.conkey) END,
        'definition', CASE WHEN p.plain THEN p.definition ELSE pg_get_constraintdef(con.oid) END,
        'options', coalesce(i.reloptions, '{}'),
        'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = i.reltablespace),
        'clustered', x.indisclustered,
        'partitioned', t.relkind = 'p') END AS definition
    FROM tables t
    JOIN pg_constraint con ON con.conrelid = t.oid AND con.contype IN ('p', 'u', 'x')
    JOIN pg_class i ON i.oid = con.conindid
    JOIN pg_index x ON x.indexrelid = con.conindid
    CROSS JOIN LATERAL (SELECT con.contype <> 'x' AND NOT con.condeferrable AND x.indnkeyatts = x.indnatts
        {{15: AND NOT x.indnullsnotdistinct | }} {{18: AND NOT con.conperiod | }} AS plain,
        CASE con.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END AS definition) p
)
