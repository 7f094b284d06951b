CREATE TABLE a (id integer, x integer);
COMMENT ON TABLE a IS 'before';
COMMENT ON COLUMN a.x IS 'goes';
