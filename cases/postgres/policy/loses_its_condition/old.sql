CREATE TABLE t (id integer PRIMARY KEY, who text);
CREATE POLICY own ON t USING (who = current_user) WITH CHECK (id > 0);
