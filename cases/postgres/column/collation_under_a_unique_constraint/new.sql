CREATE TABLE a (name text COLLATE "POSIX" UNIQUE, CHECK (name > 'a'));
