SELECT 'pg_type'::regclass, t.oid, 0, ARRAY[s.nspname, t.typname], NULL,
    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), NULL
FROM pg_type t JOIN scope s ON s.oid = t.typnamespace
WHERE t.typtype = 'e'
