SELECT 'pg_operator'::regclass, o.oid, 0, ARRAY[s.nspname, o.oprname],
    concat_ws(', ', coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE'), format_type(o.oprright, NULL)),
    concat_ws(' ', o.oprcode, nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator, nullif(o.oprrest, 0)::regproc,
        nullif(o.oprjoin, 0)::regproc, o.oprcanhash, o.oprcanmerge), NULL
FROM pg_operator o JOIN scope s ON s.oid = o.oprnamespace
-- One without a function is only another's promise.
WHERE o.oprcode <> 0
