INSERT INTO t VALUES (1, '[10:00,11:00)', 'Moving over');
