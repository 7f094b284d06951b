CREATE TABLE a (during int4range, note text, CONSTRAINT e EXCLUDE USING gist (during range_ops WITH &&) INCLUDE (note) WITH (fillfactor = 70));
