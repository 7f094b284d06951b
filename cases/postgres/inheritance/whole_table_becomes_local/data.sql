INSERT INTO child VALUES ('x');
