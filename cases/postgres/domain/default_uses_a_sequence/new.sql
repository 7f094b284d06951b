CREATE SEQUENCE s;
CREATE SEQUENCE n;
CREATE DOMAIN d AS bigint DEFAULT nextval('s');
CREATE DOMAIN e AS bigint DEFAULT nextval('n');
CREATE TABLE t (id d, e e);
