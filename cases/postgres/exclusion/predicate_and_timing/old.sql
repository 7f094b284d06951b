CREATE TABLE a (during int4range, live boolean, CONSTRAINT x EXCLUDE USING gist (during WITH &&), CONSTRAINT y EXCLUDE USING gist (during WITH &&) WHERE (live));
