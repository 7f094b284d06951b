-- in this order: a sequence is tied to a table of the same owner only
CREATE TABLE t (id integer, n integer);
CREATE TABLE u (id integer);
CREATE TABLE v (id integer);
CREATE SEQUENCE s;
CREATE SEQUENCE free;
CREATE SEQUENCE leaves;
CREATE SEQUENCE given OWNED BY v.id;
CREATE SEQUENCE made OWNED BY t.n;
ALTER TABLE t OWNER TO case_owner;
ALTER SEQUENCE s OWNER TO case_owner;
ALTER SEQUENCE free OWNER TO case_owner;
ALTER TABLE u OWNER TO case_owner;
ALTER SEQUENCE s OWNED BY u.id;
ALTER SEQUENCE free OWNED BY t.id;
