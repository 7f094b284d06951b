INSERT INTO a VALUES (1, '6', 'x', false);
