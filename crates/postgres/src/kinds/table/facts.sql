SELECT f.fact, 'pg_class'::regclass, r.oid, 0, NULL, format('ALTER TABLE %s %s', r.oid::regclass, f.making),
    format('ALTER TABLE %s %s', r.oid::regclass, f.removal)
FROM ours r LEFT JOIN pg_class t ON t.oid = r.reltoastrelid CROSS JOIN LATERAL (VALUES
    ('unlogged', CASE WHEN r.relkind = 'r' AND r.relpersistence = 'u' THEN 'SET UNLOGGED' END, 'SET LOGGED'),
    ('access method', {{15: 'SET ACCESS METHOD ' || CASE WHEN r.relkind = 'r'
        THEN (SELECT quote_ident(m.amname) FROM pg_am m WHERE m.oid = r.relam AND m.amname <> 'heap') END | NULL}}, 'SET ACCESS METHOD heap'),
    ('tablespace', 'SET TABLESPACE ' || (SELECT quote_ident(p.spcname) FROM pg_tablespace p WHERE p.oid = r.reltablespace),
        'SET TABLESPACE pg_default'),
    ('storage parameters', 'SET (' || array_to_string(r.reloptions, ', ') || ')',
        'RESET (' || (SELECT string_agg(split_part(o, '=', 1), ', ') FROM unnest(r.reloptions) o) || ')'),
    ('toast parameters', 'SET (' || (SELECT string_agg('toast.' || o, ', ') FROM unnest(t.reloptions) o) || ')',
        'RESET (' || (SELECT string_agg('toast.' || split_part(o, '=', 1), ', ') FROM unnest(t.reloptions) o) || ')'),
    ('row security', CASE WHEN r.relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END, 'DISABLE ROW LEVEL SECURITY'),
    ('forced row security', CASE WHEN r.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END, 'NO FORCE ROW LEVEL SECURITY')
) f(fact, making, removal)
WHERE r.relkind IN ('r', 'p') AND f.making IS NOT NULL
UNION ALL
SELECT 'foreign options', 'pg_class'::regclass, r.oid, 0, NULL,
    format('ALTER FOREIGN TABLE %s OPTIONS (%s)', r.oid::regclass,
        (SELECT string_agg(format('ADD %I %L', o.option_name, o.option_value), ', ') FROM pg_options_to_table(f.ftoptions) o)),
    format('ALTER FOREIGN TABLE %s OPTIONS (%s)', r.oid::regclass,
        (SELECT string_agg(format('DROP %I', o.option_name), ', ') FROM pg_options_to_table(f.ftoptions) o))
FROM ours r JOIN pg_foreign_table f ON f.ftrelid = r.oid
WHERE f.ftoptions <> '{}'
UNION ALL
-- What a child declares that it inherits too. Linking it anew makes all of it the child's own; no statement makes some of it so.
SELECT 'local definitions', 'pg_class'::regclass, r.oid, 0, NULL,
    CASE WHEN d.handed_down = 0 THEN l.again ELSE format('PERFORM %L', d.own) END, ''
FROM ours r CROSS JOIN LATERAL (
    SELECT string_agg(format('ALTER TABLE %s NO INHERIT %s', r.oid::regclass, h.inhparent::regclass), '; ' ORDER BY h.inhseqno) || '; '
        || string_agg(format('ALTER TABLE %s INHERIT %s', r.oid::regclass, h.inhparent::regclass), '; ' ORDER BY h.inhseqno) AS again
    FROM pg_inherits h WHERE h.inhrelid = r.oid
) l CROSS JOIN LATERAL (
    SELECT string_agg(i.name, ', ' ORDER BY i.name) FILTER (WHERE i.own) AS own, count(*) FILTER (WHERE NOT i.own) AS handed_down FROM (
        SELECT quote_ident(a.attname), a.attislocal FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attinhcount > 0 AND NOT a.attisdropped
        UNION ALL SELECT quote_ident(k.conname), k.conislocal FROM pg_constraint k WHERE k.conrelid = r.oid AND k.contype = 'c' AND k.coninhcount > 0
    ) i(name, own)
) d
WHERE r.relkind IN ('r', 'f') AND NOT r.relispartition AND d.own IS NOT NULL
