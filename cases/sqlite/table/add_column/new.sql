CREATE TABLE users (
  id INTEGER PRIMARY KEY, -- the key
  name TEXT,
  email TEXT COLLATE NOCASE, -- where to write
  age INTEGER NOT NULL DEFAULT 0 CHECK (age >= 0)
);
