CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (a text[], b date, c integer[], d text, x e[], y e, z e[], s varchar(10)[]);
