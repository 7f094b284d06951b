CREATE COLLATION c (provider = icu, locale = 'sv');
CREATE DOMAIN d AS text COLLATE c;
CREATE TYPE ct AS (a text COLLATE c);
CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE c NOT NULL DEFAULT 'x', d d, ct ct, e varchar(5) COLLATE c,
    CONSTRAINT k CHECK (a > 'b' COLLATE c));
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (e COLLATE c);
CREATE INDEX t_x ON t (lower(a));
COMMENT ON COLLATION c IS 'c';
