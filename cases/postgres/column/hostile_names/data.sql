INSERT INTO "a ""table""" VALUES (1, 's', 'c');
