CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INT CHECK (age > 0), email TEXT);
CREATE INDEX users_age ON users (age);
CREATE INDEX users_name ON users (name);
