CREATE TYPE e AS ENUM ('d', 'h');
CREATE TABLE t (e e);
