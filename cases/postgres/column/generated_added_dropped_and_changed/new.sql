CREATE TABLE a (id integer, b integer GENERATED ALWAYS AS (id * 3) STORED, c integer, d integer GENERATED ALWAYS AS (id - 1) STORED, e text GENERATED ALWAYS AS ('n' || id::text) STORED);
