CREATE TYPE e AS (a integer);
