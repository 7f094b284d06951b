CREATE TABLE a (id integer, tags text[] DEFAULT '{}', numbers bigint[] CHECK (cardinality(numbers) < 10));
