INSERT INTO a (b) VALUES ('x'), ('y'), (NULL);
