CREATE TABLE t (id integer);
CREATE PROCEDURE changed(a integer, INOUT b integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS 'BEGIN b := a + 1; END';
CREATE PROCEDURE atomic(a integer) LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (a + 1); END;
CREATE PROCEDURE other_output(INOUT c integer) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE with_output(OUT b integer) LANGUAGE sql AS 'SELECT 1';
COMMENT ON PROCEDURE changed(integer, integer) IS 'stays';
COMMENT ON PROCEDURE with_output IS 'is new';
