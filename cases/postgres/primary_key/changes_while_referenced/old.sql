CREATE TABLE a (id integer PRIMARY KEY, code integer NOT NULL UNIQUE);
CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a);
