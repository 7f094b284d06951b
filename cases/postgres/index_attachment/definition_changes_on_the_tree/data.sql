INSERT INTO a VALUES (1, 2, 'y'), (11, 3, 'z');
