INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (2, 'c');
INSERT INTO grandchild VALUES (3, 'g', 'm');
