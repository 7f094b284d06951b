CREATE SEQUENCE numbers;
CREATE TABLE a (id integer DEFAULT nextval('numbers'), b integer);
