CREATE DOMAIN amount AS numeric(12,2) DEFAULT 0 CHECK (VALUE >= 0);
CREATE TABLE t (id integer PRIMARY KEY, a amount NOT NULL, b amount DEFAULT 5, list amount[],
    g integer GENERATED ALWAYS AS (a + 1) STORED, CONSTRAINT c CHECK (a < 1000));
CREATE INDEX t_a ON t (a);
CREATE INDEX t_partial ON t (id) WHERE a = 3;
COMMENT ON DOMAIN amount IS 'money';
COMMENT ON COLUMN t.a IS 'a';
COMMENT ON CONSTRAINT amount_check ON DOMAIN amount IS 'not negative';
