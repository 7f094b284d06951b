CREATE TABLE a (first text, last text, full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED);
CREATE INDEX a_full ON a (full_name);
