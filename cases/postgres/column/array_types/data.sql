INSERT INTO a VALUES (1, '{a,b}', '{1,2}');
