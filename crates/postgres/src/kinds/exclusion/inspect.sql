-- in pg_constraint x
SELECT 'pg_constraint'::regclass::oid, con.oid, 0, 0, con.definition
FROM index_constraints con
WHERE con.contype = 'x'
