CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE a (id integer, m text DEFAULT 'good', n mood DEFAULT 'good');
