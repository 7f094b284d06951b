-- in pg_foreign_data_wrapper
SELECT 'pg_foreign_data_wrapper'::regclass::oid, w.oid, 0, 0, json_build_object(
    'name', w.fdwname,
    'handler', (SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname)
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = w.fdwhandler),
    'validator', (SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname)
                  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = w.fdwvalidator),
    'options', {{foreign_options: w.fdwoptions}})
FROM pg_foreign_data_wrapper w
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid)
