INSERT INTO becomes_typed VALUES (1, 'x'); INSERT INTO becomes_plain VALUES (1, 'x');
