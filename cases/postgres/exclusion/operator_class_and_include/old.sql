CREATE TABLE a (during int4range, note text, CONSTRAINT e EXCLUDE USING gist (during WITH &&));
