CREATE TABLE a (id integer PRIMARY KEY, parent integer REFERENCES a ON DELETE CASCADE);
CREATE TABLE b (id integer PRIMARY KEY, parent integer REFERENCES b);
