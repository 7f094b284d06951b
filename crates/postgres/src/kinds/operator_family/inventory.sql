SELECT 'pg_opfamily'::regclass, f.oid, 0, ARRAY[s.nspname, f.opfname], m.amname, '', NULL
FROM pg_opfamily f JOIN scope s ON s.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
