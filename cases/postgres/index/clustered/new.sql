CREATE TABLE a (b integer, c text);
CREATE INDEX a_b ON a (b);
CREATE INDEX a_c ON a (c);
ALTER TABLE a CLUSTER ON a_c;
CREATE TABLE d (e integer);
CREATE INDEX d_e ON d (e);
ALTER TABLE d CLUSTER ON d_e;
