CREATE TABLE a (b integer, c text);
CREATE INDEX a_e ON a ((b + 1), (c || 'x'), b);
ALTER INDEX a_e ALTER COLUMN 2 SET STATISTICS 500;
