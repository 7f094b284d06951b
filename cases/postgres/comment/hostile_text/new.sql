CREATE TABLE a (id integer);
COMMENT ON TABLE a IS 'it''s "quoted" $$ -- ; \ {} /* */ 🚀
and a second line; DROP TABLE a;';
COMMENT ON COLUMN a.id IS E'tab\tand\\backslash';
