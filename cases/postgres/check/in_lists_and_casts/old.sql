CREATE TABLE a (kind varchar(10) CHECK (kind IN ('a', 'b')), n numeric CHECK (n BETWEEN 0 AND 1));
