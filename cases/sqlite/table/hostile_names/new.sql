CREATE TABLE "my ""table"" 'x'; DROP TABLE y; --" ("select" INTEGER PRIMARY KEY, "a b" TEXT NOT NULL DEFAULT 'it''s', "größe" INT CHECK ("größe" > 0), [it's] TEXT, `x"y` TEXT UNIQUE, "group" TEXT);
CREATE INDEX "index on" ON "my ""table"" 'x'; DROP TABLE y; --" ("a b", [it's] DESC);
CREATE VIEW "view; --" AS SELECT "a b" AS "from" FROM "my ""table"" 'x'; DROP TABLE y; --";
CREATE TRIGGER "trigger's" AFTER INSERT ON "my ""table"" 'x'; DROP TABLE y; --" BEGIN UPDATE "my ""table"" 'x'; DROP TABLE y; --" SET "a b" = 'END;' WHERE 0; END;
