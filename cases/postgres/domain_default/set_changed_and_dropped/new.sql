CREATE DOMAIN a AS text DEFAULT 'z';
CREATE DOMAIN b AS text;
CREATE DOMAIN c AS text DEFAULT lower('C');
CREATE TABLE t (a a, b b, c c);
