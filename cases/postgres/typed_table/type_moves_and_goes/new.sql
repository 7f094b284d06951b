CREATE TYPE d AS (a integer);
CREATE TABLE t OF d;
CREATE TABLE u (a integer);
