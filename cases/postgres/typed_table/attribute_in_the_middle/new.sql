CREATE TYPE c AS (a integer, middle integer, b text);
CREATE TABLE t OF c;
