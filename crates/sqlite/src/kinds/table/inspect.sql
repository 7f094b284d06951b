SELECT 'table' AS tag, m.name AS name, json_object(
    'sql', m.sql,
    'position', m.rowid,
    'without_rowid', l.wr,
    'strict', l.strict,
    'columns', json((
        SELECT json_group_array(json_object(
            'name', c.name, 'type', c.type, 'not_null', c."notnull", 'key', c.pk, 'hidden', c.hidden,
            'has_default', c.dflt_value IS NOT NULL))
        FROM pragma_table_xinfo(m.name, 'main') AS c)),
    'foreign_keys', json((
        SELECT json_group_array(json_object(
            'id', f.id, 'seq', f.seq, 'table', f."table", 'from', f."from", 'to', f."to",
            'on_update', f.on_update, 'on_delete', f.on_delete))
        FROM pragma_foreign_key_list(m.name, 'main') AS f)),
    'unique_keys', json((
        SELECT json_group_array(json((
            SELECT json_group_array(p.name) FROM pragma_index_info(i.name, 'main') AS p)))
        FROM pragma_index_list(m.name, 'main') AS i WHERE i.origin = 'u'))
) AS facts
FROM pragma_table_list AS l JOIN sqlite_master AS m ON m.name = l.name AND m.type = 'table'
WHERE l.schema = 'main' AND l.type = 'table'
  AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND m.name NOT LIKE 'evenkeel\_%' ESCAPE '\'
