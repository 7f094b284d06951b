CREATE SEQUENCE s;
CREATE TABLE a (id integer DEFAULT nextval('s'));
CREATE TABLE b (id integer DEFAULT nextval('s'), x integer);
ALTER SEQUENCE s OWNED BY a.id;
