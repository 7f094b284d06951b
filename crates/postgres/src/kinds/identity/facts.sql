-- A number outside of the new bounds moves inside.
SELECT 'identity parameters', 'pg_class'::regclass, r.oid, a.attnum, NULL,
    format('ALTER SEQUENCE %s AS %s MINVALUE %s MAXVALUE %s; '
        || 'PERFORM setval(%1$L, greatest(least(last_value, %5$s), %6$s), is_called AND last_value BETWEEN %6$s AND %5$s) FROM %1$s; ',
        d.objid::regclass, q.seqtypid::regtype, -(b.most) - 1, b.most, q.seqmax, q.seqmin) || format('ALTER TABLE %s ALTER COLUMN %I SET GENERATED %s '
        'SET INCREMENT BY %s SET MINVALUE %s SET MAXVALUE %s SET START WITH %s SET CACHE %s SET %s', r.oid::regclass, a.attname,
        CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache,
        CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END), ''
FROM pg_attribute a JOIN ours r ON r.oid = a.attrelid
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND d.refobjsubid = a.attnum
    AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
JOIN pg_sequence q ON q.seqrelid = d.objid
CROSS JOIN LATERAL (SELECT CASE q.seqtypid WHEN 'smallint'::regtype THEN 32767 WHEN 'integer'::regtype THEN 2147483647
    ELSE 9223372036854775807 END AS most) b
WHERE a.attidentity <> ''
