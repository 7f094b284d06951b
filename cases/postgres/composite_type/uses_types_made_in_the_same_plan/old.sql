CREATE TYPE c AS (a integer);
CREATE TYPE goes AS ENUM ('g');
CREATE TYPE d AS (a integer, g goes);
