CREATE TABLE a (id integer, b text, c text);
ALTER TABLE a ALTER b SET (n_distinct = 5), ALTER c SET (n_distinct = -0.5, n_distinct_inherited = 10);
