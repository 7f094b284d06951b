-- in this order: the second key closes a circle
CREATE TABLE kept (id integer PRIMARY KEY);
CREATE TABLE a (id integer PRIMARY KEY, b integer);
CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a, kept integer REFERENCES kept);
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES b;
