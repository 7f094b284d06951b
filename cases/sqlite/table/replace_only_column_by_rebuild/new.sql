CREATE TABLE log (entry TEXT NOT NULL DEFAULT (lower('X')));
