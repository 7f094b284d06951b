CREATE TABLE a (first varchar(20), last varchar(20), full_name varchar(41) GENERATED ALWAYS AS (((first)::text || ' ' || last)) STORED);
CREATE INDEX a_full ON a (full_name);
