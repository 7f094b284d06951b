CREATE TABLE a (id integer DEFAULT 1, b text DEFAULT '5', c varchar(5) DEFAULT 'abc', d boolean DEFAULT true);
