CREATE TABLE a (id integer CONSTRAINT other_name PRIMARY KEY);
CREATE TABLE b (a integer REFERENCES a);
