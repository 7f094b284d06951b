-- forward

ALTER DOMAIN "a.b"."select" DROP CONSTRAINT "It's";

ALTER DOMAIN "a.b"."select" DROP CONSTRAINT "x""y";

ALTER DOMAIN "a.b"."select" RENAME TO select__evenkeel_old;

CREATE DOMAIN "a.b"."select" AS character varying(9) CONSTRAINT select_not_null NOT NULL
    CONSTRAINT "It's" CHECK (((VALUE)::text <> 'that''s'::text))
    CONSTRAINT "x""y" CHECK (((VALUE)::text <> ''::text));

-- hazard rewrite: column "a.b"."T ""t"."order": its values are converted from "a.b"."select" to "a.b"."select"
-- hazard may-fail: column "a.b"."T ""t"."order": a value that does not convert stops it
-- hazard rewrite: column "a.b"."T ""t".list: its values are converted from "a.b"."select"[] to "a.b"."select"[]
-- hazard may-fail: column "a.b"."T ""t".list: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on "a.b"."T ""t"
ALTER TABLE "a.b"."T ""t" ALTER COLUMN "order" TYPE "a.b"."select" USING "order"::"a.b"."select",
    ALTER COLUMN list TYPE "a.b"."select"[] USING list::"a.b"."select"[];

DROP DOMAIN "a.b".select__evenkeel_old;

ALTER DOMAIN "a.b"."select" SET DEFAULT '\'::character varying;

-- backward

ALTER DOMAIN "a.b"."select" DROP CONSTRAINT "It's";

ALTER DOMAIN "a.b"."select" DROP CONSTRAINT "x""y";

ALTER DOMAIN "a.b"."select" DROP DEFAULT;

ALTER DOMAIN "a.b"."select" RENAME TO select__evenkeel_old;

CREATE DOMAIN "a.b"."select" AS text
    CONSTRAINT "It's" CHECK ((VALUE <> 'it''s'::text))
    CONSTRAINT "x""y" CHECK ((VALUE <> ''::text));

-- hazard rewrite: column "a.b"."T ""t"."order": its values are converted from "a.b"."select" to "a.b"."select"
-- hazard may-fail: column "a.b"."T ""t"."order": a value that does not convert stops it
-- hazard rewrite: column "a.b"."T ""t".list: its values are converted from "a.b"."select"[] to "a.b"."select"[]
-- hazard may-fail: column "a.b"."T ""t".list: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on "a.b"."T ""t"
ALTER TABLE "a.b"."T ""t" ALTER COLUMN "order" TYPE "a.b"."select" USING "order"::"a.b"."select",
    ALTER COLUMN list TYPE "a.b"."select"[] USING list::"a.b"."select"[];

DROP DOMAIN "a.b".select__evenkeel_old;
