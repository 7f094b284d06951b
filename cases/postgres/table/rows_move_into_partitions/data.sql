INSERT INTO owners VALUES (1), (2);
INSERT INTO visits (number, day, owner, how, note)
    SELECT i, date '2024-01-01' + i, 1 + i % 2, CASE i % 3 WHEN 0 THEN 'glad' WHEN 1 THEN 'sad' END::mood, 'no. ' || i FROM generate_series(1, 700) AS i;
