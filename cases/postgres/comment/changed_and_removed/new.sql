CREATE TABLE a (id integer, x integer);
COMMENT ON TABLE a IS 'after';
COMMENT ON COLUMN a.id IS 'comes';
