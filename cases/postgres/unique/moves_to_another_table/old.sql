CREATE TABLE a (x integer CONSTRAINT once UNIQUE);
CREATE TABLE b (x integer);
