CREATE SEQUENCE a;
CREATE SEQUENCE b;
CREATE TABLE t (id integer DEFAULT nextval('b'), x integer DEFAULT nextval('a'));
ALTER SEQUENCE a OWNED BY t.x;
