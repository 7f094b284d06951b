CREATE TABLE places (id integer);
CREATE TABLE people (id integer);
CREATE TABLE ships () INHERITS (places, people);
