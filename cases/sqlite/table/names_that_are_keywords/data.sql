INSERT INTO "order" VALUES (3, 'k', 2);
