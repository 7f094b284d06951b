CREATE TABLE a (id integer, b text DEFAULT default_of_a('b;'), c text DEFAULT default_of_a('c'));
