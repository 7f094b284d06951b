CREATE TABLE a (id integer PRIMARY KEY, new_name text NOT NULL DEFAULT 'x' UNIQUE);
