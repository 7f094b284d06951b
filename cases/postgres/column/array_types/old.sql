CREATE TABLE a (id integer, tags varchar(10)[] DEFAULT '{}', numbers integer[] CHECK (cardinality(numbers) < 10));
