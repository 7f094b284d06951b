INSERT INTO "my schema"."order" VALUES (1);
