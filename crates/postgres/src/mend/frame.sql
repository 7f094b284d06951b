CREATE OR REPLACE FUNCTION pg_temp.inventory() RETURNS TABLE (
    kind text, name text, definition text, undo text, redo text, rank integer, needs text[], keeps boolean, owner text
) LANGUAGE sql AS $inventory$
{inventory}
$inventory$;

CREATE TEMPORARY TABLE declared (kind text, name text, definition text, redo text) ON COMMIT DROP;
CREATE TEMPORARY TABLE removable (name text) ON COMMIT DROP;
CREATE TEMPORARY TABLE doomed (kind text, name text, undo text, rank integer) ON COMMIT DROP;

-- Whether the database lacks an object, as it was when the removals were done.
CREATE OR REPLACE FUNCTION pg_temp.lacks(kind text, name text) RETURNS boolean LANGUAGE sql AS $body$
    SELECT NOT EXISTS (SELECT FROM pg_temp.present p WHERE p.kind = $1 AND p.name = $2)
$body$;

-- Gives an object that can be changed where it stands its declared definition.
CREATE OR REPLACE FUNCTION pg_temp.renew(kind text, name text) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    wanted record;
BEGIN
    SELECT d.redo, p.undo, p.name IS NULL AS is_new INTO wanted
    FROM pg_temp.declared d LEFT JOIN pg_temp.present p USING (kind, name)
    WHERE d.kind = $1 AND d.name = $2 AND d.redo IS NOT NULL AND d.definition IS DISTINCT FROM p.definition;
    IF NOT FOUND OR wanted.is_new AND $1 NOT IN ('default', 'not null', 'identity', 'comment') THEN
        RETURN;
    END IF;
    RAISE NOTICE 'changing % %', $1, $2;
    BEGIN
        EXECUTE wanted.redo;
    EXCEPTION WHEN invalid_function_definition THEN
        EXECUTE wanted.undo;
        EXECUTE wanted.redo;
    END;
END
$body$;
