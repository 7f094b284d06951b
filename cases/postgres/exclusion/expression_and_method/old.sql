CREATE TABLE a (x text, y integer, CONSTRAINT e EXCLUDE USING btree (x WITH =));
