-- forward

-- hazard data-loss: table old_things.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on old_things.a
DROP TABLE old_things.a;

-- hazard data-loss: sequence old_things.counter: its current value is lost
-- locks ACCESS EXCLUSIVE on old_things.counter
DROP SEQUENCE old_things.counter;

DROP TYPE old_things.mood;

DROP SCHEMA old_things;

-- backward

CREATE SCHEMA old_things;

CREATE TYPE old_things.mood AS ENUM ('good', 'bad');

CREATE SEQUENCE old_things.counter;

CREATE TABLE old_things.a (
    id integer DEFAULT nextval('old_things.counter'::regclass) NOT NULL,
    m old_things.mood,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- locks SHARE on old_things.a
CREATE INDEX a_m ON old_things.a USING btree (m);
