-- forward

-- hazard rewrite: column a.t.x: its values are converted from text to integer
-- hazard may-fail: column a.t.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on a.t
ALTER TABLE a.t ALTER COLUMN x TYPE integer USING x::integer;

-- locks ACCESS EXCLUSIVE on b.t
ALTER TABLE b.t ADD COLUMN a integer;

-- hazard long-lock: index a.t_x: writers wait while it is built
-- locks SHARE on a.t
CREATE INDEX t_x ON a.t USING btree (x);

-- hazard long-lock: index b.t_x: writers wait while it is built
-- locks SHARE on b.t
CREATE INDEX t_x ON b.t USING btree (x);

-- hazard may-fail: foreign_key b.t.t_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key b.t.t_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on b.t, SHARE ROW EXCLUSIVE on a.t
ALTER TABLE b.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES a.t(id);

-- backward

-- locks ACCESS EXCLUSIVE on a.t
DROP INDEX a.t_x;

-- locks ACCESS EXCLUSIVE on b.t
DROP INDEX b.t_x;

-- hazard rewrite: column a.t.x: its values are converted from integer to text
-- hazard may-fail: column a.t.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on a.t
ALTER TABLE a.t ALTER COLUMN x TYPE text USING x::text;

-- hazard data-loss: column b.t.a: the column and its values are lost
-- locks ACCESS EXCLUSIVE on b.t, ACCESS EXCLUSIVE on a.t
ALTER TABLE b.t DROP COLUMN a;
