CREATE TYPE c AS (stays integer, changes bigint, collated text COLLATE "C", comes numeric(10,2)[]);
CREATE TYPE nothing AS (a integer);
CREATE TYPE "new One" AS ("select" text COLLATE "POSIX", "b b" timestamp(3) with time zone);
