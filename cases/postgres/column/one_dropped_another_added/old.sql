CREATE TABLE a (id integer PRIMARY KEY, old_name text NOT NULL DEFAULT 'x' UNIQUE);
