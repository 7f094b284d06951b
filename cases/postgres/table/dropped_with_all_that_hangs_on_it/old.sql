CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT $1 * 2 $$;
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE "Odd ""one" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent integer NOT NULL REFERENCES parent,
    mood mood DEFAULT 'ok',
    moods mood[],
    size positive,
    doubled integer GENERATED ALWAYS AS (twice(parent)) STORED,
    code text COLLATE "C" UNIQUE,
    during int4range,
    CHECK (twice(parent) > 0),
    EXCLUDE USING gist (during WITH &&)
);
CREATE TABLE child (id serial PRIMARY KEY, odd bigint REFERENCES "Odd ""one");
CREATE INDEX by_mood ON "Odd ""one" (mood) WHERE parent > 0;
CREATE STATISTICS both_of ON parent, code FROM "Odd ""one";
CREATE TRIGGER watch BEFORE UPDATE ON "Odd ""one" FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE RULE quiet AS ON DELETE TO "Odd ""one" DO INSTEAD NOTHING;
ALTER TABLE "Odd ""one" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Odd ""one" FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON "Odd ""one" USING (parent > 0);
CREATE VIEW seen AS SELECT o.id, o.mood FROM "Odd ""one" o JOIN child c ON c.odd = o.id;
COMMENT ON COLUMN "Odd ""one".code IS 'the code';
ALTER TABLE "Odd ""one" REPLICA IDENTITY FULL;
