SELECT 'pg_ts_config'::regclass, c.oid, 0, NULL, NULL, concat_ws(' ', n.nspname, p.prsname,
        (SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno)
            FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)), NULL
FROM pg_ts_config c JOIN scope s ON s.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace n ON n.oid = p.prsnamespace
