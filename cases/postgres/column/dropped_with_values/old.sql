CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE SEQUENCE free;
CREATE TABLE plain (
    id integer PRIMARY KEY,
    nullable text,
    needed text NOT NULL,
    defaulted integer NOT NULL DEFAULT 5,
    filled integer DEFAULT 6,
    counted integer NOT NULL DEFAULT nextval('free'),
    numbered integer GENERATED ALWAYS AS IDENTITY,
    own serial,
    mood mood NOT NULL,
    moods mood[] DEFAULT '{ok}',
    parts numeric(10,4)[],
    CHECK (needed <> nullable),
    UNIQUE (needed)
);
CREATE TABLE by_two (a text COLLATE "C", m mood, v xml, w json, PRIMARY KEY (a, m));
CREATE TABLE forced (id uuid PRIMARY KEY, v text);
ALTER TABLE forced FORCE ROW LEVEL SECURITY;
ALTER TABLE forced ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
CREATE TRIGGER refuse BEFORE UPDATE ON plain FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE RULE never AS ON UPDATE TO by_two DO INSTEAD NOTHING;
