CREATE TABLE a (id integer, b integer GENERATED ALWAYS AS (id * 2) STORED, c integer GENERATED ALWAYS AS (id + 1) STORED, d integer);
