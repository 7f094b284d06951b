CREATE TABLE other (id integer PRIMARY KEY);
CREATE TABLE a (
    id integer PRIMARY KEY,
    b integer NOT NULL DEFAULT 1 UNIQUE CHECK (b > 0) REFERENCES other,
    c integer GENERATED ALWAYS AS (b * 2) STORED,
    CONSTRAINT both_sides CHECK (b <> id)
);
CREATE INDEX a_b ON a (b) WHERE b > 10;
CREATE INDEX a_expression ON a ((b + id));
CREATE TABLE referring (b integer REFERENCES a (b));
