SELECT 'trigger', m.name, json_object('sql', m.sql, 'position', m.rowid, 'on', m.tbl_name)
FROM sqlite_master AS m
WHERE m.type = 'trigger' AND m.sql IS NOT NULL
  AND m.tbl_name NOT LIKE 'sqlite\_%' ESCAPE '\' AND m.tbl_name NOT LIKE 'evenkeel\_%' ESCAPE '\'
