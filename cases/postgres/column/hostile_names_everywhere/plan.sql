-- forward

CREATE TYPE "my schema"."mood; --" AS ENUM ('it''s', 'a "b"', 'c, d', '');

CREATE SEQUENCE "my schema"."seq 1";

-- hazard long-lock: primary_key "my schema"."order"."the ""key""": an index over all rows is built while everyone waits
-- hazard may-fail: primary_key "my schema"."order"."the ""key""": rows that break the constraint stop it
-- hazard may-fail: check "my schema"."order"."not, c": rows that break the constraint stop it
-- hazard long-lock: check "my schema"."order"."not, c": all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on "my schema"."order"
ALTER TABLE "my schema"."order" DROP CONSTRAINT order_pkey,
    ADD COLUMN number integer DEFAULT nextval('"my schema"."seq 1"'::regclass),
    ADD COLUMN mood "my schema"."mood; --" DEFAULT 'it''s'::"my schema"."mood; --",
    ADD COLUMN "parent id" integer,
    ADD CONSTRAINT "the ""key""" PRIMARY KEY (id),
    ADD CONSTRAINT "not, c" CHECK ((mood <> 'c, d'::"my schema"."mood; --"));

-- locks SHARE ROW EXCLUSIVE on "my schema"."seq 1"
ALTER SEQUENCE "my schema"."seq 1" OWNED BY "my schema"."order".number;

-- hazard may-fail: foreign_key "my schema"."order"."self; fk": rows without a partner stop it
-- hazard long-lock: foreign_key "my schema"."order"."self; fk": all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on "my schema"."order", SHARE ROW EXCLUSIVE on "my schema"."order"
ALTER TABLE "my schema"."order" ADD CONSTRAINT "self; fk" FOREIGN KEY ("parent id") REFERENCES "my schema"."order"(id);

COMMENT ON CONSTRAINT "not, c" ON "my schema"."order" IS 'text -- with
line; break';

-- backward

-- hazard data-loss: column "my schema"."order".number: the column and its values are lost
-- hazard data-loss: column "my schema"."order".mood: the column and its values are lost
-- hazard data-loss: column "my schema"."order"."parent id": the column and its values are lost
-- hazard long-lock: primary_key "my schema"."order".order_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key "my schema"."order".order_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on "my schema"."order"
ALTER TABLE "my schema"."order" DROP COLUMN number,
    DROP COLUMN mood,
    DROP COLUMN "parent id",
    DROP CONSTRAINT "the ""key""",
    ADD CONSTRAINT order_pkey PRIMARY KEY (id);

DROP TYPE "my schema"."mood; --";
