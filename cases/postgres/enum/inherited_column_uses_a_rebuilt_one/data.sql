INSERT INTO child VALUES ('a', 1);
