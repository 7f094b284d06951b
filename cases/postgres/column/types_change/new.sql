CREATE TABLE a (id bigint, b integer, c varchar(20), d varchar(100), e timestamptz, f numeric(12,4), g text, h integer);
