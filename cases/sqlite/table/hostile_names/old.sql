CREATE TABLE "my ""table"" 'x'; DROP TABLE y; --" ("select" INTEGER PRIMARY KEY, "a b" TEXT, "größe" INT, [it's] TEXT, `x"y` TEXT);
CREATE INDEX "index on" ON "my ""table"" 'x'; DROP TABLE y; --" ("a b", [it's]);
CREATE VIEW "view; --" AS SELECT "a b" AS "from" FROM "my ""table"" 'x'; DROP TABLE y; --";
CREATE TRIGGER "trigger's" AFTER INSERT ON "my ""table"" 'x'; DROP TABLE y; --" BEGIN UPDATE "my ""table"" 'x'; DROP TABLE y; --" SET "a b" = 'END;' WHERE 0; END;
