SELECT 'pg_statistic_ext'::regclass, x.oid, 0, NULL, NULL, concat_ws(' ', x.stxkind, x.stxrelid::regclass,
        -- By name, so that the order of the table's columns says nothing.
        (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_attribute a
            WHERE a.attrelid = x.stxrelid AND a.attnum = ANY (x.stxkeys)),
        pg_get_statisticsobjdef_expressions(x.oid), CASE WHEN x.stxstattarget >= 0 THEN x.stxstattarget END), NULL
FROM pg_statistic_ext x JOIN scope s ON s.oid = x.stxnamespace
