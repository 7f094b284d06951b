CREATE TABLE a (x int, y int, z text);
CREATE STATISTICS gone (ndistinct) ON x, y FROM a;
CREATE STATISTICS changes (dependencies) ON x, y FROM a;
CREATE STATISTICS aims ON x, z FROM a;
COMMENT ON STATISTICS aims IS 'of old';
