CREATE TABLE a (id integer PRIMARY KEY, x point, y integer);
CREATE INDEX a_x ON a USING gist (x);
