CREATE SCHEMA "a.b";
CREATE DOMAIN "a.b"."select" AS varchar(9) DEFAULT E'\\' NOT NULL CONSTRAINT "It's" CHECK (VALUE <> 'that''s') CONSTRAINT "x""y" CHECK (VALUE <> '');
CREATE TABLE "a.b"."T ""t" ("order" "a.b"."select", "list" "a.b"."select"[]);
