CREATE SCHEMA "a.b";
CREATE DOMAIN "a.b"."select" AS text CONSTRAINT "It's" CHECK (VALUE <> 'it''s') CONSTRAINT "x""y" CHECK (VALUE <> '');
CREATE TABLE "a.b"."T ""t" ("order" "a.b"."select", "list" "a.b"."select"[]);
