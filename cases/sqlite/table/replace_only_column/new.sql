CREATE TABLE log (entry TEXT);
