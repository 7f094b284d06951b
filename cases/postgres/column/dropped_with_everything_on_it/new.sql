CREATE TABLE other (id integer PRIMARY KEY);
CREATE TABLE a (id integer PRIMARY KEY);
