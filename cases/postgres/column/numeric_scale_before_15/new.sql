CREATE TABLE a (n numeric(8,2), d timestamp(3), c char(6));
