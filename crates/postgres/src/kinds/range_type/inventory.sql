SELECT 'pg_type'::regclass, t.oid, 0, ARRAY[s.nspname, t.typname], NULL, concat_ws(' ', g.rngsubtype::regtype, g.rngmultitypid::regtype,
        nullif(g.rngcollation, 0)::regcollation, nullif(g.rngcanonical, 0)::regproc, nullif(g.rngsubdiff, 0)::regproc,
        (SELECT concat_ws('.', n.nspname, c.opcname) FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace
            WHERE c.oid = g.rngsubopc)), NULL
FROM pg_range g JOIN pg_type t ON t.oid = g.rngtypid JOIN scope s ON s.oid = t.typnamespace
