CREATE TABLE a (id integer, country text) PARTITION BY LIST (country);
CREATE TABLE a_de PARTITION OF a FOR VALUES IN ('de', 'at');
