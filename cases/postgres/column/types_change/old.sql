CREATE TABLE a (id integer, b smallint, c varchar(10), d text, e timestamp, f numeric(10,2), g integer, h text);
