CREATE TABLE a (id integer, b integer GENERATED ALWAYS AS (id * 2) STORED);
