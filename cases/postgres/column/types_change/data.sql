SET timezone = 'UTC';
INSERT INTO a VALUES (1, 2, 'c', 'd', '2025-01-01', 1.25, 7, '8');
