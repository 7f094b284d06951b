INSERT INTO a VALUES ('n', '{}', 'v', 1);
