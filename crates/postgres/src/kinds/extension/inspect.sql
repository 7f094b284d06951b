SELECT 'pg_extension'::regclass::oid, e.oid, 0, 0, json_build_object(
    'name', e.extname,
    'relocatable', e.extrelocatable,
    -- A schema that the extension itself makes cannot be asked for.
    'schema', CASE WHEN NOT EXISTS (
        SELECT FROM members m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = e.extnamespace
    ) THEN n.nspname END)
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
