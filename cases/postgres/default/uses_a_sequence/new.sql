CREATE SEQUENCE other_numbers START 100;
CREATE TABLE a (id integer DEFAULT nextval('other_numbers'), b integer DEFAULT nextval('other_numbers'));
