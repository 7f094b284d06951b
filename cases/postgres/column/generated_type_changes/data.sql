INSERT INTO a VALUES ('a', 'b');
