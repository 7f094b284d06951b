SELECT 'virtual table', m.name, json_object('sql', m.sql, 'position', m.rowid)
FROM sqlite_master AS m
WHERE m.type = 'table' AND m.sql LIKE 'CREATE VIRTUAL TABLE%' AND m.name NOT LIKE 'evenkeel\_%' ESCAPE '\'
