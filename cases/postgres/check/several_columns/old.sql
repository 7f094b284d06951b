CREATE TABLE a (b integer, c integer, CONSTRAINT both_sides CHECK (b < c));
