-- in pg_ts_config
SELECT 'pg_ts_config'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.cfgname,
    'parser', quote_ident(pn.nspname) || '.' || quote_ident(p.prsname),
    'mappings', (
        SELECT coalesce(json_object_agg(q.alias, q.dictionaries ORDER BY q.alias), '{}')
        FROM (
            SELECT t.alias, json_agg(quote_ident(dn.nspname) || '.' || quote_ident(d.dictname) ORDER BY m.mapseqno) AS dictionaries
            FROM pg_ts_config_map m
            JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
            JOIN pg_ts_dict d ON d.oid = m.mapdict
            JOIN pg_namespace dn ON dn.oid = d.dictnamespace
            WHERE m.mapcfg = c.oid
            GROUP BY t.alias
        ) q))
FROM pg_ts_config c
JOIN mine n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace pn ON pn.oid = p.prsnamespace
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid)
