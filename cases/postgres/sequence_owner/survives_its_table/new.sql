CREATE SEQUENCE s;
CREATE TABLE b (id integer DEFAULT nextval('s'));
