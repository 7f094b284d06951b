CREATE TABLE a (id integer, email text NOT NULL UNIQUE, CHECK (email <> ''));
CREATE INDEX a_email ON a (email, id);
