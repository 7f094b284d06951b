SELECT 'pg_am'::regclass, m.oid, 0, NULL, NULL, concat_ws(' ', m.amtype, m.amhandler), NULL
FROM pg_am m
