CREATE TABLE a (n numeric(6,2), d timestamp(0), c char(4));
