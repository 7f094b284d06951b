CREATE TABLE other (id integer PRIMARY KEY);
CREATE TABLE a (
    id integer NOT NULL, day date NOT NULL, other integer REFERENCES other,
    PRIMARY KEY (id, day), CONSTRAINT a_once UNIQUE (other, day), CONSTRAINT a_positive CHECK (id > 0)
) PARTITION BY RANGE (day);
CREATE INDEX a_other ON a (other) WHERE other > 5;
CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE a_2 PARTITION OF a FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
