INSERT INTO a VALUES (1, 'bad', 'bad');
