-- What these schemas hold: of each object its definition, how it is removed, and for what can be changed where it stands
-- the statement that does it. `needs` names what has to go before it, `keeps` says whether rows go with it, `owner` names the
-- table that it is a part of.
WITH scope AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY ({scope})
), relation AS (
    SELECT c.oid, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relispartition,
        c.relpartbound, pg_catalog.format('%I.%I', s.nspname, c.relname) AS name
    FROM pg_catalog.pg_class c JOIN scope s ON s.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
), cell AS (
    SELECT a.attrelid, a.attnum, a.attname, a.attnotnull, a.attidentity, a.attgenerated, a.attcollation, r.name AS relation,
        pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, t.typcollation,
        pg_catalog.format('%s.%I', r.name, a.attname) AS name
    FROM pg_catalog.pg_attribute a JOIN relation r ON r.oid = a.attrelid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0 AND r.relkind IN ('r', 'p', 'f')
)
SELECT 'table' AS kind, r.name, pg_catalog.concat_ws(' ', r.relpersistence, r.relrowsecurity, r.relforcerowsecurity,
        pg_catalog.array_to_string(r.reloptions, ', ')) AS definition,
    pg_catalog.format('DROP TABLE %s', r.name) AS undo,
    pg_catalog.concat_ws('; ',
        CASE WHEN r.relkind = 'r' THEN pg_catalog.format('ALTER TABLE %s SET %s', r.name,
            CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END) END,
        pg_catalog.format('ALTER TABLE %s %s ROW LEVEL SECURITY', r.name,
            CASE WHEN r.relrowsecurity THEN 'ENABLE' ELSE 'DISABLE' END),
        pg_catalog.format('ALTER TABLE %s %s ROW LEVEL SECURITY', r.name,
            CASE WHEN r.relforcerowsecurity THEN 'FORCE' ELSE 'NO FORCE' END),
        'ALTER TABLE ' || r.name || ' SET (' || pg_catalog.array_to_string(r.reloptions, ', ') || ')') AS redo,
    80 AS rank, '{}'::text[] AS needs, true AS keeps, NULL::text AS owner
FROM relation r WHERE r.relkind IN ('r', 'p')
UNION ALL
SELECT 'column', c.name, pg_catalog.concat_ws(' ', c.type,
        'COLLATE ' || CASE WHEN c.attcollation <> c.typcollation THEN c.attcollation::pg_catalog.regcollation::text END,
        CASE WHEN c.attgenerated <> '' THEN 'GENERATED AS ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) END),
    pg_catalog.format('ALTER TABLE %s DROP COLUMN %I', c.relation, c.attname),
    CASE WHEN c.attgenerated = '' THEN pg_catalog.concat_ws(' ',
        pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I TYPE %s', c.relation, c.attname, c.type),
        'COLLATE ' || CASE WHEN c.attcollation <> c.typcollation THEN c.attcollation::pg_catalog.regcollation::text END,
        pg_catalog.format('USING %I::%s', c.attname, c.type)) END,
    70, ARRAY[]::text[], c.attgenerated = '', c.relation
FROM cell c LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
UNION ALL
SELECT 'default', c.name, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
    pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', c.relation, c.attname),
    pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', c.relation, c.attname,
        pg_catalog.pg_get_expr(d.adbin, d.adrelid)), 20, ARRAY[c.name], false, c.relation
FROM cell c JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.attrelid AND d.adnum = c.attnum WHERE c.attgenerated = ''
UNION ALL
SELECT 'not null', c.name, 'yes', pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', c.relation, c.attname),
    pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', c.relation, c.attname), 40, '{}', false, c.relation
FROM cell c WHERE c.attnotnull
UNION ALL
SELECT 'identity', c.name, 'yes', pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY', c.relation, c.attname),
    pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY; SELECT pg_catalog.setval('
        'pg_catalog.pg_get_serial_sequence(%L, %L), (SELECT coalesce(max(%I), 0) + 1 FROM %s), false)', c.relation, c.attname,
        CASE c.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, c.relation, c.attname, c.attname, c.relation),
    35, '{}', false, c.relation
FROM cell c WHERE c.attidentity <> ''
UNION ALL
SELECT 'constraint', pg_catalog.format('%s.%I', r.name, n.conname),
    pg_catalog.pg_get_constraintdef(n.oid) || CASE WHEN n.convalidated THEN '' ELSE ' NOT VALID' END,
    pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', r.name, n.conname), NULL,
    CASE n.contype WHEN 'f' THEN 10 ELSE 30 END,
    ARRAY(SELECT pg_catalog.format('%s.%I', o.name, k.conname) FROM pg_catalog.pg_constraint k
        JOIN relation o ON o.oid = k.conrelid
        WHERE n.contype = 'f' AND k.conrelid = n.confrelid AND k.conindid = n.conindid AND k.contype IN ('p', 'u')), false, r.name
FROM pg_catalog.pg_constraint n JOIN relation r ON r.oid = n.conrelid
WHERE n.contype IN ('c', 'f', 'p', 'u', 'x') AND n.conparentid = 0 AND n.coninhcount = 0
UNION ALL
SELECT 'index', r.name, pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(i.indexrelid),
        CASE WHEN NOT i.indisvalid THEN 'INVALID' END), pg_catalog.format('DROP INDEX %s', r.name), NULL, 25, '{}', false, o.name
FROM pg_catalog.pg_index i JOIN relation r ON r.oid = i.indexrelid JOIN relation o ON o.oid = i.indrelid
WHERE NOT r.relispartition AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint n WHERE n.conindid = i.indexrelid
    AND n.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'view', r.name, pg_catalog.concat_ws(' ', r.relkind, pg_catalog.array_to_string(r.reloptions, ', '),
        pg_catalog.pg_get_viewdef(r.oid)),
    pg_catalog.format('DROP %s %s', CASE r.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, r.name), NULL, 5,
    ARRAY(SELECT DISTINCT u.name FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_depend d
        ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
        JOIN relation u ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = u.oid
        WHERE w.ev_class = r.oid AND u.oid <> r.oid), false, NULL
FROM relation r WHERE r.relkind IN ('v', 'm')
UNION ALL
SELECT 'trigger', pg_catalog.format('%s.%I', r.name, t.tgname),
    pg_catalog.concat_ws(' ', pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled),
    pg_catalog.format('DROP TRIGGER %I ON %s', t.tgname, r.name), NULL, 4, ARRAY[r.name], false, r.name
FROM pg_catalog.pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgparentid = 0
UNION ALL
SELECT 'rule', pg_catalog.format('%s.%I', r.name, w.rulename),
    pg_catalog.concat_ws(' ', pg_catalog.pg_get_ruledef(w.oid), w.ev_enabled),
    pg_catalog.format('DROP RULE %I ON %s', w.rulename, r.name), NULL, 3, ARRAY[r.name], false, r.name
FROM pg_catalog.pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', pg_catalog.format('%s.%I', r.name, p.polname), pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive,
        ARRAY(SELECT CASE role WHEN 0 THEN 'public' ELSE role::pg_catalog.regrole::text END
            FROM pg_catalog.unnest(p.polroles) role ORDER BY 1)::text,
        'USING ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
        'WITH CHECK ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)),
    pg_catalog.format('DROP POLICY %I ON %s', p.polname, r.name), NULL, 3, ARRAY[r.name], false, r.name
FROM pg_catalog.pg_policy p JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT 'routine', p.oid::pg_catalog.regprocedure::text,
    CASE p.prokind WHEN 'a' THEN (SELECT a::text FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)
        ELSE pg_catalog.pg_get_functiondef(p.oid) END,
    pg_catalog.format('DROP ROUTINE %s', p.oid::pg_catalog.regprocedure),
    CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END, 50, '{}', false, NULL
FROM pg_catalog.pg_proc p JOIN scope s ON s.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
UNION ALL
SELECT 'sequence', r.name, q.text, pg_catalog.format('DROP SEQUENCE %s', r.name),
    pg_catalog.format('ALTER SEQUENCE %s %s', r.name, q.text), 75, '{}', true, NULL
FROM relation r JOIN pg_catalog.pg_sequence s ON s.seqrelid = r.oid, LATERAL (SELECT pg_catalog.format(
    'AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', pg_catalog.format_type(s.seqtypid, NULL),
    s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
    CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS text) q
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend i
    WHERE i.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.objid = r.oid AND i.deptype = 'i')
UNION ALL
SELECT 'enum', pg_catalog.format('%I.%I', s.nspname, t.typname),
    (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
        FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
    pg_catalog.format('DROP TYPE %I.%I', s.nspname, t.typname), NULL, 90, '{}', true, NULL
FROM pg_catalog.pg_type t JOIN scope s ON s.oid = t.typnamespace WHERE t.typtype = 'e'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
        WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
UNION ALL
SELECT 'domain', pg_catalog.format('%I.%I', s.nspname, t.typname), pg_catalog.concat_ws(' ',
        pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault,
        (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', n.conname, pg_catalog.pg_get_constraintdef(n.oid)), ' '
            ORDER BY n.conname) FROM pg_catalog.pg_constraint n WHERE n.contypid = t.oid AND n.contype = 'c')),
    pg_catalog.format('DROP DOMAIN %I.%I', s.nspname, t.typname), NULL, 90, '{}', true, NULL
FROM pg_catalog.pg_type t JOIN scope s ON s.oid = t.typnamespace WHERE t.typtype = 'd'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
        WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
UNION ALL
SELECT 'composite type', r.name, (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname,
        pg_catalog.format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped),
    pg_catalog.format('DROP TYPE %s', r.name), NULL, 90, '{}', true, NULL
FROM relation r WHERE r.relkind = 'c'
UNION ALL
SELECT 'statistics', pg_catalog.format('%I.%I', s.nspname, x.stxname), pg_catalog.pg_get_statisticsobjdef(x.oid),
    pg_catalog.format('DROP STATISTICS %I.%I', s.nspname, x.stxname), NULL, 20, '{}', false, NULL
FROM pg_catalog.pg_statistic_ext x JOIN scope s ON s.oid = x.stxnamespace
UNION ALL
SELECT 'partition', r.name, pg_catalog.concat_ws(' ', p.name, pg_catalog.pg_get_expr(r.relpartbound, r.oid)),
    pg_catalog.format('ALTER TABLE %s DETACH PARTITION %s', p.name, r.name), NULL, 15, '{}', false, r.name
FROM relation r JOIN pg_catalog.pg_inherits i ON i.inhrelid = r.oid JOIN relation p ON p.oid = i.inhparent
WHERE r.relispartition AND r.relkind IN ('r', 'p')
UNION ALL
SELECT 'comment', pg_catalog.concat_ws(' ', o.word, o.identity), d.description,
    pg_catalog.format('COMMENT ON %s %s IS NULL', o.word, o.identity),
    pg_catalog.format('COMMENT ON %s %s IS %L', o.word, o.identity, d.description), 2, '{}', false, NULL
FROM pg_catalog.pg_description d
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    JOIN scope s ON s.nspname = i.schema OR (i.type = 'schema' AND pg_catalog.quote_ident(s.nspname) = i.identity)
    CROSS JOIN LATERAL (SELECT CASE
        WHEN i.type LIKE '% column' THEN 'COLUMN'
        WHEN i.type = 'table constraint' THEN 'CONSTRAINT'
        WHEN i.type = 'composite type' THEN 'TYPE'
        ELSE pg_catalog.upper(i.type) END AS word, i.identity) o
WHERE i.type IN ('schema', 'table', 'table column', 'view', 'view column', 'materialized view', 'materialized view column',
    'index', 'sequence', 'type', 'table constraint', 'trigger', 'rule', 'policy', 'function', 'procedure', 'aggregate')
UNION ALL
SELECT 'schema', pg_catalog.quote_ident(s.nspname), '', NULL, NULL, 99, '{}', true, NULL FROM scope s
