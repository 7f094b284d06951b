INSERT INTO a SELECT i, date '2025-01-01' + i FROM generate_series(1, 300) AS i;
