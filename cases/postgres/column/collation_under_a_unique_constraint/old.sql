CREATE TABLE a (name text UNIQUE, CHECK (name > 'a'));
