INSERT INTO a VALUES ('[1,5)', 'n');
