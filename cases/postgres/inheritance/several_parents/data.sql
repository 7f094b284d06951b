INSERT INTO thing (name, id) VALUES ('a', 1);
