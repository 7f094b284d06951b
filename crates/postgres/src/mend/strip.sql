-- Removes what is not declared, or not as it is declared and cannot be changed where it stands; with it what hangs on that,
-- which is made again below. What belongs to tables that are not declared stays, and rows go only where that was accepted.
DO $strip$
DECLARE
    it record;
    failed integer;
    before integer := -1;
BEGIN
    INSERT INTO pg_temp.doomed
    SELECT i.kind, i.name, i.undo, i.rank FROM pg_temp.inventory() i LEFT JOIN pg_temp.declared d USING (kind, name)
    WHERE i.undo IS NOT NULL
        AND (i.owner IS NULL OR EXISTS (SELECT FROM pg_temp.declared t WHERE t.kind IN ('table', 'view') AND t.name = i.owner))
        -- What a detached partition has by itself is its parent's again once it is attached.
        AND NOT (d.name IS NULL AND EXISTS
            (SELECT FROM pg_temp.declared p WHERE p.kind = 'partition' AND p.name = i.owner))
        AND CASE
            WHEN d.name IS NOT NULL THEN NOT i.keeps AND d.redo IS NULL AND i.definition IS DISTINCT FROM d.definition
            ELSE NOT i.keeps OR EXISTS (SELECT FROM pg_temp.removable r WHERE r.name = i.name)
        END;
    -- What reads a column whose type changes, and the default that may not fit the new one.
    INSERT INTO pg_temp.doomed
    SELECT 'changed', name, NULL, NULL FROM (
        SELECT i.owner AS name FROM pg_temp.inventory() i JOIN pg_temp.declared d USING (kind, name)
        WHERE i.kind = 'column' AND i.definition IS DISTINCT FROM d.definition
        UNION SELECT i.name FROM pg_temp.inventory() i JOIN pg_temp.declared d USING (kind, name)
        WHERE i.kind = 'column' AND i.definition IS DISTINCT FROM d.definition
        UNION SELECT i.owner FROM pg_temp.inventory() i JOIN pg_temp.doomed o USING (kind, name) WHERE i.kind = 'column'
        UNION SELECT i.name FROM pg_temp.inventory() i JOIN pg_temp.doomed o USING (kind, name) WHERE i.kind = 'table'
    ) changed WHERE name IS NOT NULL;
    LOOP
        INSERT INTO pg_temp.doomed
        SELECT i.kind, i.name, i.undo, i.rank FROM pg_temp.inventory() i
        WHERE i.needs && ARRAY(SELECT o.name FROM pg_temp.doomed o WHERE o.kind IN ('changed', 'view', 'constraint'))
            AND NOT EXISTS (SELECT FROM pg_temp.doomed o WHERE o.kind = i.kind AND o.name = i.name);
        EXIT WHEN NOT FOUND;
    END LOOP;
    LOOP
        failed := 0;
        FOR it IN SELECT o.kind, o.name, o.undo FROM pg_temp.doomed o JOIN pg_temp.inventory() i USING (kind, name)
            WHERE o.undo IS NOT NULL ORDER BY o.rank, o.name DESC
        LOOP
            BEGIN
                EXECUTE it.undo;
                RAISE NOTICE 'removed % %', it.kind, it.name;
            EXCEPTION WHEN dependent_objects_still_exist OR undefined_object OR undefined_table OR undefined_column
                OR invalid_table_definition OR feature_not_supported THEN
                failed := failed + 1;
            END;
        END LOOP;
        EXIT WHEN failed = 0 OR failed = before;
        before := failed;
    END LOOP;
END
$strip$;

CREATE TEMPORARY TABLE present ON COMMIT DROP AS SELECT * FROM pg_temp.inventory();
