CREATE TABLE a (b text, c integer, d text COLLATE "C");
CREATE INDEX a_1 ON a (b, c);
CREATE INDEX a_2 ON a (d);
