SELECT 'view', m.name, json_object('sql', m.sql, 'position', m.rowid)
FROM sqlite_master AS m
WHERE m.type = 'view' AND m.name NOT LIKE 'evenkeel\_%' ESCAPE '\'
