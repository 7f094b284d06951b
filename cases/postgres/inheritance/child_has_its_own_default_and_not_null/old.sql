CREATE TABLE parent (id integer, x text DEFAULT 'p');
CREATE TABLE child () INHERITS (parent);
