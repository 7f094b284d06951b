SELECT 'pg_class'::regclass, r.oid, 0, NULL, NULL, concat_ws(' ', r.relkind, pg_get_partkeydef(r.oid),
        CASE WHEN r.relkind = 'p' THEN r.relpersistence END,
        {{15: | (SELECT m.amname FROM pg_am m WHERE m.oid = r.relam), }}
        (SELECT v.srvname FROM pg_foreign_table f JOIN pg_foreign_server v ON v.oid = f.ftserver WHERE f.ftrelid = r.oid)), NULL
FROM ours r
WHERE r.relkind IN ('r', 'p', 'f')
