CREATE TYPE c AS (a integer);
CREATE TYPE d AS (a integer);
CREATE TABLE t OF c;
CREATE TABLE u OF c;
