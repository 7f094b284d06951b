CREATE TABLE a (id integer, b integer GENERATED ALWAYS AS (id * 2) VIRTUAL, c integer GENERATED ALWAYS AS (id + 1) STORED);
