SELECT f.fact, 'pg_class'::regclass, r.oid, 0, NULL, format('ALTER SEQUENCE %s %s', r.oid::regclass, f.making), f.removal
FROM ours r JOIN pg_sequence q ON q.seqrelid = r.oid CROSS JOIN LATERAL (VALUES
    -- A number outside of the new bounds moves inside.
    ('sequence parameters', format('AS bigint MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807; '
        || 'PERFORM setval(%2$L, greatest(least(last_value, %1$s), %3$s), is_called AND last_value BETWEEN %3$s AND %1$s) FROM %2$s; ALTER SEQUENCE %2$s ',
        q.seqmax, r.oid::regclass, q.seqmin) || format('AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', format_type(q.seqtypid, NULL),
        q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache, CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END), ''),
    ('unlogged', CASE WHEN r.relpersistence = 'u' THEN 'SET UNLOGGED' END, format('ALTER SEQUENCE %s SET LOGGED', r.oid::regclass))
) f(fact, making, removal)
WHERE r.relkind = 'S' AND f.making IS NOT NULL AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'i')
