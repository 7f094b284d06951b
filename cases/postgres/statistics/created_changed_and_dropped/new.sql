CREATE TABLE a (x int, y int, z text);
CREATE STATISTICS changes (mcv) ON x, y FROM a;
CREATE STATISTICS aims ON x, z FROM a;
ALTER STATISTICS aims SET STATISTICS 500;
COMMENT ON STATISTICS aims IS 'of new';
CREATE STATISTICS "of an expression" ON (x + y), z FROM a;
