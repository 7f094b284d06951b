CREATE SCHEMA "my schema";
CREATE TYPE "my schema"."mood; --" AS ENUM ('it''s', 'a "b"', 'c, d', '');
CREATE SEQUENCE "my schema"."seq 1";
CREATE TABLE "my schema"."order" (
    id integer CONSTRAINT "the ""key""" PRIMARY KEY,
    "number" integer DEFAULT nextval('"my schema"."seq 1"'),
    "mood" "my schema"."mood; --" DEFAULT 'it''s' CONSTRAINT "not, c" CHECK (mood <> 'c, d'),
    "parent id" integer CONSTRAINT "self; fk" REFERENCES "my schema"."order"
);
ALTER SEQUENCE "my schema"."seq 1" OWNED BY "my schema"."order"."number";
COMMENT ON CONSTRAINT "not, c" ON "my schema"."order" IS 'text -- with
line; break';
