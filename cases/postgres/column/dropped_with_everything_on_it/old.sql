CREATE TABLE other (id integer PRIMARY KEY);
CREATE TABLE a (id integer PRIMARY KEY, b integer UNIQUE REFERENCES other, c integer DEFAULT 3 CHECK (c > 1), CONSTRAINT several CHECK (b > id), UNIQUE (b, c));
CREATE INDEX a_b ON a (b);
CREATE INDEX a_bc ON a (id, c) INCLUDE (b);
CREATE INDEX a_where ON a (id) WHERE c > 2;
