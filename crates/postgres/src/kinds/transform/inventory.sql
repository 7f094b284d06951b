SELECT 'pg_transform'::regclass, t.oid, 0, ARRAY[format_type(t.trftype, NULL), l.lanname], NULL,
    concat_ws(' ', t.trffromsql::regprocedure, t.trftosql::regprocedure), NULL
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
