CREATE TABLE t (id integer);
CREATE PROCEDURE changed(a integer, INOUT b integer) LANGUAGE plpgsql AS 'BEGIN b := a; END';
CREATE PROCEDURE goes(a text DEFAULT 'x') LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE atomic(a integer) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (a); DELETE FROM t WHERE id = a; END;
CREATE PROCEDURE other_output(INOUT b integer) LANGUAGE sql AS 'SELECT 1';
COMMENT ON PROCEDURE changed(integer, integer) IS 'stays';
