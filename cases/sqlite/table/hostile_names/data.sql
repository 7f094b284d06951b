INSERT INTO "my ""table"" 'x'; DROP TABLE y; --" VALUES (1, 'a', 2, 'i', 'x'), (3, 'b', 4, 'j', 'y');
