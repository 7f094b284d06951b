-- in this order: a child that is made later takes the check for valid
CREATE TABLE parent (id integer);
CREATE TABLE child (own text) INHERITS (parent);
ALTER TABLE parent ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
