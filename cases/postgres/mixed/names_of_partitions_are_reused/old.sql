CREATE TABLE a (id integer) PARTITION BY LIST (id);
CREATE TABLE a_1 PARTITION OF a FOR VALUES IN (1);
CREATE TABLE a_2 (id integer, other text);
