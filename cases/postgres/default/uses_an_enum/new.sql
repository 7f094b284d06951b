CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE a (id integer, m mood DEFAULT 'good', n text DEFAULT 'bad');
