CREATE TABLE kept (id integer, retyped bigint, other text);
CREATE FUNCTION helper(bigint) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION stays() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM gone; UPDATE kept SET dropped = 'x', retyped = helper(1);
END $$;
CREATE PROCEDURE also() LANGUAGE plpgsql AS $$ BEGIN TRUNCATE "gone"; END $$;
