SELECT 'pg_foreign_server'::regclass, v.oid, 0, NULL, NULL,
    concat_ws(' ', (SELECT w.fdwname FROM pg_foreign_data_wrapper w WHERE w.oid = v.srvfdw), v.srvtype, v.srvversion, v.srvoptions), NULL
FROM pg_foreign_server v
