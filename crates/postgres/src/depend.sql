-- Who hangs on what: (class, oid, sub-id, sub-id of the other, text of the other's class and oid with the type).
-- in pg_class v
-- A default on a view's column is the view's own.
SELECT 'pg_attrdef'::regclass, d.oid, 0, d.adnum, concat_ws(' ', 'pg_class'::regclass::oid, d.adrelid, '=')
FROM pg_attrdef d
JOIN pg_class c ON c.oid = d.adrelid
WHERE c.relkind = 'v'
UNION ALL
-- if EXISTS (SELECT FROM pg_index WHERE indnatts > indnkeyatts AND indexrelid >= 16384)
-- A key is made anew with a column that it only carries, which PostgreSQL refuses where a foreign key refers to it.
SELECT 'pg_constraint'::regclass, f.oid, 0, i.indkey[carried], concat_ws(' ', 'pg_class'::regclass::oid, f.confrelid, 'n')
FROM pg_index i
JOIN pg_constraint f ON f.conindid = i.indexrelid AND f.contype = 'f'
CROSS JOIN generate_series(i.indnkeyatts, i.indnatts - 1) carried
WHERE i.indnatts > i.indnkeyatts
UNION ALL
-- What the rows of the kinds tell already is left out: a table's schema, a default's own column.
SELECT d.classid, d.objid, d.objsubid, d.refobjsubid, concat_ws(' ', d.refclassid::oid, d.refobjid, d.deptype)
FROM pg_depend d
WHERE (d.objid >= 16384 OR d.deptype = 'e')
  AND d.refclassid <> 'pg_namespace'::regclass
  AND d.deptype IN ('n', 'a', 'i', 'e', 'P', 'S')
  -- The triggers inside foreign keys, where long values lie, and a default's own column; a generated expression, which is
  -- part of its column, stays.
  AND NOT (d.deptype = 'i' AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid = 0)
  AND NOT (d.deptype = 'i' AND d.classid = 'pg_trigger'::regclass)
  AND NOT (d.deptype = 'a' AND d.classid = 'pg_attrdef'::regclass)
  -- A sequence's owner is an object of its own.
  AND NOT (d.deptype = 'a' AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0
           AND EXISTS (SELECT FROM pg_class c WHERE c.oid = d.objid AND c.relkind = 'S'))
