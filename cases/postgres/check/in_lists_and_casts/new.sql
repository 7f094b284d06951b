CREATE TABLE a (kind text CHECK (kind IN ('a', 'b', 'c')), n numeric CHECK (n BETWEEN 0 AND 1.5), CHECK (kind ~ '^[a-z]$' OR kind LIKE 'x%'));
