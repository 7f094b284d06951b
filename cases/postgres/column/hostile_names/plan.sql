-- forward

-- hazard rewrite: column public."a ""table"""."a column": its values are converted from integer to bigint
-- hazard may-fail: column public."a ""table"""."a column": a value that does not convert stops it
-- hazard long-lock: column public."a ""table"""."select": all rows are read while everyone waits
-- hazard may-fail: column public."a ""table"""."select": rows where it is null stop it
-- hazard long-lock: unique public."a ""table"""."a ""table""_user_key": an index over all rows is built while everyone waits
-- hazard may-fail: unique public."a ""table"""."a ""table""_user_key": rows that break the constraint stop it
-- hazard may-fail: check public."a ""table"""."a ""table""_a column_check": rows that break the constraint stop it
-- hazard long-lock: check public."a ""table"""."a ""table""_a column_check": all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public."a ""table"""
ALTER TABLE public."a ""table""" ALTER COLUMN "a column" TYPE bigint USING "a column"::bigint,
    ALTER COLUMN "select" SET NOT NULL,
    ADD COLUMN "'; DROP TABLE x; --" text DEFAULT '''; DROP TABLE x; --'::text,
    ADD COLUMN "Größe 🚀" integer,
    ADD COLUMN "user" text,
    ADD COLUMN "{}" integer,
    ADD COLUMN "a.b" integer,
    ADD COLUMN abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk integer,
    ADD COLUMN "line
break" integer,
    ADD COLUMN "back\slash" integer,
    ADD COLUMN "$1" integer,
    ALTER COLUMN "a column" SET DEFAULT 1,
    ADD CONSTRAINT "a ""table""_user_key" UNIQUE ("user"),
    ADD CONSTRAINT "a ""table""_a column_check" CHECK (("a column" > 0));

-- hazard long-lock: index public."an ""index""; --": writers wait while it is built
-- locks SHARE on public."a ""table"""
CREATE INDEX "an ""index""; --" ON public."a ""table""" USING btree ("semi;colon", (("select" || "user")), "{}") WHERE ("a.b" > 0);

-- locks SHARE UPDATE EXCLUSIVE on public."a ""table"""
COMMENT ON COLUMN public."a ""table"""."'; DROP TABLE x; --" IS 'it''s';

-- backward

-- hazard data-loss: column public."a ""table"""."'; DROP TABLE x; --": the column and its values are lost
-- hazard data-loss: column public."a ""table"""."Größe 🚀": the column and its values are lost
-- hazard data-loss: column public."a ""table"""."a.b": the column and its values are lost
-- hazard data-loss: column public."a ""table"""."user": the column and its values are lost
-- hazard data-loss: column public."a ""table"""."{}": the column and its values are lost
-- hazard data-loss: column public."a ""table""".abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk: the column and its values are lost
-- hazard data-loss: column public."a ""table"""."line break": the column and its values are lost
-- hazard data-loss: column public."a ""table"""."back\slash": the column and its values are lost
-- hazard data-loss: column public."a ""table"""."$1": the column and its values are lost
-- hazard rewrite: column public."a ""table"""."a column": its values are converted from bigint to integer
-- hazard may-fail: column public."a ""table"""."a column": a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public."a ""table"""
ALTER TABLE public."a ""table""" DROP CONSTRAINT "a ""table""_a column_check",
    ALTER COLUMN "a column" DROP DEFAULT,
    DROP COLUMN "'; DROP TABLE x; --",
    DROP COLUMN "Größe 🚀",
    DROP COLUMN "a.b",
    DROP COLUMN "user",
    DROP COLUMN "{}",
    DROP COLUMN abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk,
    DROP COLUMN "line
break",
    DROP COLUMN "back\slash",
    DROP COLUMN "$1",
    ALTER COLUMN "a column" TYPE integer USING "a column"::integer,
    ALTER COLUMN "select" DROP NOT NULL;
