CREATE TABLE parent (id integer, x text);
CREATE TABLE child (y integer) INHERITS (parent);
ALTER TABLE child ALTER id SET NOT NULL, ALTER x SET STATISTICS 10;
