SELECT 'pg_policy'::regclass, p.oid, 0, NULL, NULL, concat_ws(' ', p.polpermissive, p.polcmd,
        ARRAY(SELECT CASE role WHEN 0 THEN 'public' ELSE role::regrole::text END FROM unnest(p.polroles) role ORDER BY 1),
        'USING ' || pg_get_expr(p.polqual, p.polrelid), 'WITH CHECK ' || pg_get_expr(p.polwithcheck, p.polrelid)), NULL
FROM pg_policy p JOIN ours r ON r.oid = p.polrelid
