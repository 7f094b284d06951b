SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, 0, NULL, NULL,
    concat_ws(' ', nullif(w.fdwhandler, 0)::regproc, nullif(w.fdwvalidator, 0)::regproc, w.fdwoptions), NULL
FROM pg_foreign_data_wrapper w
