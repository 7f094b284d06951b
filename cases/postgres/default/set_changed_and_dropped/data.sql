INSERT INTO a VALUES (1, 'b', 'c', '2025-01-01');
