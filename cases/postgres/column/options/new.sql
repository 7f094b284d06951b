CREATE TABLE a (id integer, b text, c text);
ALTER TABLE a ALTER id SET (n_distinct = -1), ALTER c SET (n_distinct = 7);
