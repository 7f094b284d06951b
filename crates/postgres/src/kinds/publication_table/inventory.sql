SELECT 'pg_publication_rel'::regclass, t.oid, 0, ARRAY[p.pubname, s.nspname, r.relname], NULL, {{15: concat_ws(' ',
        (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_attribute a
            WHERE a.attrelid = r.oid AND a.attnum = ANY (t.prattrs)), pg_get_expr(t.prqual, r.oid)) | ''}},
    format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, r.oid::regclass)
FROM pg_publication_rel t JOIN pg_publication p ON p.oid = t.prpubid JOIN ours r ON r.oid = t.prrelid
JOIN scope s ON s.oid = r.relnamespace
