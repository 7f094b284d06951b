CREATE TABLE t (id integer PRIMARY KEY, who text);
CREATE POLICY own ON t WITH CHECK (id > 0);
