SELECT 'pg_cast'::regclass, c.oid, 0, ARRAY[concat_ws(' AS ', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))], NULL,
    concat_ws(' ', c.castfunc::regprocedure, c.castmethod, c.castcontext), NULL
FROM pg_cast c
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
