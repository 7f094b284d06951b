INSERT INTO a VALUES ('b', 1, 'd');
