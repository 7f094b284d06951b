INSERT INTO narrow (note) VALUES ('a'), ('b');
INSERT INTO wide DEFAULT VALUES;
