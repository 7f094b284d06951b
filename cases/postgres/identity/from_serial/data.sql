INSERT INTO a (x) VALUES ('a'), ('b');
