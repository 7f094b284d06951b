CREATE TABLE "a ""table""" (
    "a column" bigint DEFAULT 1 CHECK ("a column" > 0),
    "select" text NOT NULL,
    "semi;colon" text,
    "'; DROP TABLE x; --" text DEFAULT '''; DROP TABLE x; --',
    "Größe 🚀" integer,
    "user" text UNIQUE,
    "{}" integer,
    "a.b" integer,
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk" integer,
    "line
break" integer,
    "back\slash" integer,
    "$1" integer
);
CREATE INDEX "an ""index""; --" ON "a ""table""" ("semi;colon", ("select" || "user"), "{}") WHERE "a.b" > 0;
COMMENT ON COLUMN "a ""table"""."'; DROP TABLE x; --" IS 'it''s';
