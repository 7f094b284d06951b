-- A column that is computed and should not be keeps what was computed.
DO $computed$
DECLARE
    it record;
BEGIN
    FOR it IN SELECT p.name, p.object::regclass AS relation, a.attname FROM pg_temp.present p
        JOIN pg_attribute a ON a.attrelid = p.object AND a.attnum = p.part AND a.attinhcount = 0
        WHERE p.kind = 'column' AND p.nature = 'plain' AND NOT EXISTS (SELECT FROM pg_temp.computed c WHERE c.name = p.name)
            AND EXISTS (SELECT FROM pg_temp.declared d WHERE d.kind = p.kind AND d.name = p.name)
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP EXPRESSION', it.relation, it.attname);
        RAISE NOTICE 'column % is computed no more', it.name;
    END LOOP;
    IF FOUND THEN
        PERFORM pg_temp.look_again();
    END IF;
END
$computed$;

-- Who hangs on whom. What the database keeps inside a thing counts as that thing. `along`: it goes by itself with the other one.
CREATE TEMPORARY TABLE ties ON COMMIT DROP AS
WITH RECURSIVE asked AS (
    SELECT d.classid, d.objid, d.objsubid FROM pg_depend d WHERE d.objid >= 16384
    UNION SELECT d.refclassid, d.refobjid, d.refobjsubid FROM pg_depend d WHERE d.objid >= 16384
), addressed AS (
    SELECT p.* FROM pg_temp.present p WHERE p.nature IN ('plain', 'rows') AND p.object <> 0
), way (class, object, part, at_class, at_object, at_part, step) AS (
    SELECT a.*, a.*, 0 FROM asked a
    UNION ALL
    SELECT w.class, w.object, w.part, o.class, o.object, o.part, w.step + 1
    FROM way w CROSS JOIN LATERAL (
        SELECT d.refclassid, d.refobjid, d.refobjsubid, position(d.deptype::text IN 'iePaS') FROM pg_depend d
        WHERE d.classid = w.at_class AND d.objid = w.at_object AND d.objsubid = w.at_part AND d.deptype <> 'n'
        UNION ALL SELECT w.at_class, w.at_object, 0, 9 WHERE w.at_part <> 0
        ORDER BY 4 LIMIT 1
    ) o(class, object, part, rank)
    WHERE w.step < 8 AND NOT EXISTS (SELECT FROM addressed p
        WHERE p.class = w.at_class AND p.object = w.at_object AND p.part = w.at_part)
), places AS (
    SELECT w.class, w.object, w.part, p.kind, p.name FROM way w
    JOIN addressed p ON p.class = w.at_class AND p.object = w.at_object AND p.part = w.at_part
)
SELECT DISTINCT x.kind, x.name, y.kind AS on_kind, y.name AS on_name, d.deptype <> 'n' AS along
FROM pg_depend d
JOIN places x ON x.class = d.classid AND x.object = d.objid AND x.part = d.objsubid
JOIN places y ON y.class = d.refclassid AND y.object = d.refobjid AND y.part = d.refobjsubid
WHERE (x.kind, x.name) <> (y.kind, y.name)
    -- A column of a partition key hangs on its own table.
    AND ((d.classid, d.objid) <> (d.refclassid, d.refobjid) OR d.refobjsubid <> 0);

{unwatched}-- What nobody declared and what stays all the same, because it holds rows or rights that nobody let go, with what hangs on it.
CREATE TEMPORARY TABLE staying ON COMMIT DROP AS
WITH RECURSIVE undeclared AS (
    SELECT p.* FROM pg_temp.present p
    WHERE NOT EXISTS (SELECT FROM pg_temp.declared d WHERE d.kind = p.kind AND d.name = p.name)
        AND NOT EXISTS (SELECT FROM pg_temp.removable r WHERE r.name IN (p.name, p.kind || ' ' || p.name)
            OR r.kind = p.kind AND r.path IS NOT DISTINCT FROM p.path AND (r.name IS NULL OR p.name LIKE '%' || r.name))
), kept AS (
    SELECT u.kind, u.name, u.class, u.object, u.part FROM undeclared u
    WHERE u.nature IN ('rows', 'grant') OR EXISTS (SELECT FROM pg_temp.unwatched w WHERE w.kind = u.kind AND w.name = u.name)
    UNION
    SELECT u.kind, u.name, u.class, u.object, u.part FROM kept k JOIN undeclared u ON u.nature NOT IN ('rows', 'grant') AND (
        k.class = u.class AND k.object = u.object AND k.part IN (0, u.part)
        OR EXISTS (SELECT FROM pg_temp.ties t WHERE t.kind = u.kind AND t.name = u.name AND t.on_kind = k.kind AND t.on_name = k.name)
        OR EXISTS (SELECT FROM pg_temp.ties t WHERE t.kind = k.kind AND t.name = k.name AND t.on_kind = u.kind AND t.on_name = u.name))
)
SELECT k.kind, k.name FROM kept k;

-- Operators that are right as long as nothing goes.
CREATE TEMPORARY TABLE right_before ON COMMIT DROP AS
SELECT p.kind, p.name FROM pg_temp.present p WHERE p.kind = 'operator' AND NOT pg_temp.lacks(p.kind, p.name);

-- What has to go, and what goes with it. `round`: how far it is from what is wrong itself, so that what hangs on others goes first.
CREATE TEMPORARY TABLE doomed ON COMMIT DROP AS
SELECT p.kind, p.name, p.removal, false AS along, 0 AS round, NULL::text AS why
FROM pg_temp.present p LEFT JOIN pg_temp.staying s USING (kind, name)
WHERE p.nature IN ('plain', 'rows', 'link', 'fact') AND s.name IS NULL AND p.removal <> '' AND pg_temp.lacks(p.kind, p.name)
    -- A column gets another type, unless it is to be computed.
    AND NOT (p.kind = 'column' AND p.nature = 'rows' AND NOT EXISTS (SELECT FROM pg_temp.computed c WHERE c.name = p.name)
        AND EXISTS (SELECT FROM pg_temp.declared d WHERE d.kind = p.kind AND d.name = p.name));

-- A domain inside of arrays and rows takes no new rules, and is made anew.
INSERT INTO pg_temp.doomed
SELECT p.kind, p.name, p.removal, false, 0, NULL FROM pg_temp.present p LEFT JOIN pg_temp.doomed o USING (kind, name)
WHERE p.kind = 'domain' AND o.name IS NULL
    AND EXISTS (SELECT FROM pg_temp.declared d WHERE pg_temp.lacks(d.kind, d.name) AND (d.kind = 'domain not null' AND d.name = p.name
        OR d.kind = 'domain_check' AND left(d.name, length(p.name) + 1) = p.name || '.'))
    AND EXISTS (SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
        WHERE NOT a.attisdropped AND (p.object IN (t.typelem, (SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid)) AND c.relkind IN ('r', 'p', 'm', 'c') OR t.oid = p.object AND c.relkind = 'c'));

-- Columns whose type changes. Those of a type that goes wait in another one until it is made again.
CREATE TEMPORARY TABLE changing ON COMMIT DROP AS
SELECT p.kind, p.name, p.object, p.part, NULL::text AS waits, 0 AS round, false AS done FROM pg_temp.present p
LEFT JOIN pg_temp.doomed o USING (kind, name) LEFT JOIN pg_temp.staying s USING (kind, name)
WHERE p.kind = 'column' AND o.name IS NULL AND s.name IS NULL AND pg_temp.lacks(p.kind, p.name);

-- Rows find their partition by such columns, so the whole tree is made anew.
INSERT INTO pg_temp.doomed
SELECT DISTINCT p.kind, p.name, p.removal, false, 0, NULL FROM pg_temp.changing c
JOIN pg_partition_tree(pg_partition_root(c.object)) t ON pg_temp.is_key(c.object, c.part)
JOIN pg_temp.present p ON p.kind = 'table' AND p.object = t.relid
LEFT JOIN pg_temp.doomed o ON o.kind = p.kind AND o.name = p.name WHERE o.name IS NULL;

-- Columns go with their table.
UPDATE pg_temp.doomed o SET along = true FROM pg_temp.present p, pg_temp.present t, pg_temp.doomed g
WHERE o.kind = 'column' AND p.kind = o.kind AND p.name = o.name AND t.kind = 'table' AND t.object = p.object
    AND g.kind = t.kind AND g.name = t.name;

DO $closure$
DECLARE
    it record;
    filled boolean;
    turn integer := 0;
BEGIN
    LOOP
        turn := turn + 1;
        -- What a parent hands down changes with it.
        INSERT INTO pg_temp.changing
        SELECT DISTINCT p.kind, p.name, p.object, p.part, NULL, turn, false FROM pg_temp.changing c
        JOIN pg_attribute a ON a.attrelid = c.object AND a.attnum = c.part
        JOIN pg_inherits h ON h.inhparent = c.object
        JOIN pg_attribute b ON b.attrelid = h.inhrelid AND b.attname = a.attname
        JOIN pg_temp.present p ON p.kind = 'column' AND p.object = h.inhrelid AND p.part = b.attnum
        WHERE NOT EXISTS (SELECT FROM pg_temp.changing o WHERE o.name = p.name);
        -- The index of a partition only goes with the one above it.
        INSERT INTO pg_temp.doomed
        SELECT DISTINCT p.kind, p.name, p.removal, false, turn, NULL FROM pg_temp.doomed g JOIN pg_temp.present c USING (kind, name)
        JOIN pg_inherits h ON h.inhrelid = c.object JOIN pg_temp.present p ON p.kind = 'index' AND p.object = h.inhparent
        LEFT JOIN pg_temp.doomed o ON o.kind = p.kind AND o.name = p.name
        WHERE g.kind = 'index' AND NOT g.along AND o.name IS NULL;
        FOR it IN
            WITH moving AS (
                SELECT o.kind, o.name, true AS goes FROM pg_temp.doomed o
                -- Columns go with their table, and take along what hangs on them.
                UNION SELECT p.kind, p.name, true FROM pg_temp.doomed o JOIN pg_temp.present t ON t.kind = o.kind AND t.name = o.name
                    JOIN pg_temp.present p ON p.kind = 'column' AND p.object = t.object WHERE o.kind = 'table'
                UNION ALL SELECT c.kind, c.name, false FROM pg_temp.changing c
                -- The rows of a table are a type too.
                UNION ALL SELECT p.kind, p.name, false FROM pg_temp.changing c JOIN pg_temp.present p ON p.kind = 'table' AND p.object = c.object
            )
            SELECT p.kind, p.name, p.class, p.object, p.part, p.removal, p.kind = 'column' AND p.nature = 'rows' AS is_column,
                string_agg(DISTINCT concat_ws(' ', m.kind, m.name), ', ') AS reason, bool_or(m.goes) AS goes, bool_and(t.along AND m.goes) AS along
            FROM moving m JOIN pg_temp.ties t ON t.on_kind = m.kind AND t.on_name = m.name
            JOIN pg_temp.present p ON p.kind = t.kind AND p.name = t.name
            LEFT JOIN pg_temp.doomed o ON o.kind = p.kind AND o.name = p.name
            LEFT JOIN pg_temp.changing c ON c.kind = p.kind AND c.name = p.name
            WHERE o.name IS NULL AND c.waits IS NULL AND (m.goes OR m.kind = 'column' OR p.kind = 'column' AND p.nature = 'rows')
            GROUP BY 1, 2, 3, 4, 5, 6, 7
        LOOP
            IF EXISTS (SELECT FROM pg_temp.staying s WHERE s.kind = it.kind AND s.name = it.name) THEN
                RAISE EXCEPTION '% % hangs on %, which has to change, and nobody declared it', it.kind, it.name, it.reason;
            ELSIF it.is_column AND pg_temp.is_key(it.object, it.part) THEN
                INSERT INTO pg_temp.doomed SELECT p.kind, p.name, p.removal, false, turn, NULL FROM pg_temp.present p
                LEFT JOIN pg_temp.doomed o USING (kind, name)
                WHERE o.name IS NULL AND p.kind = 'table' AND p.object IN (SELECT t.relid FROM pg_partition_tree(pg_partition_root(it.object)) t);
            ELSIF it.is_column THEN
                DELETE FROM pg_temp.changing c WHERE c.name = it.name;
                INSERT INTO pg_temp.changing VALUES (it.kind, it.name, it.object, it.part, pg_temp.waits_as(it.object, it.part), turn, false);
            ELSIF it.kind = 'sequence' OR it.kind = 'table' AND (SELECT c.relkind <> 'f' FROM pg_class c WHERE c.oid = it.object) THEN
                -- Its rows stay; what ties it to the other one goes.
                INSERT INTO pg_temp.doomed SELECT p.kind, p.name, p.removal, false, turn, NULL FROM pg_temp.present p
                LEFT JOIN pg_temp.doomed o USING (kind, name)
                WHERE it.goes AND o.name IS NULL AND p.nature = 'link' AND p.class = it.class AND p.object = it.object;
            ELSIF it.goes OR it.kind <> 'identity' THEN
                INSERT INTO pg_temp.doomed VALUES (it.kind, it.name, it.removal, it.along, turn, NULL);
            END IF;
        END LOOP;
        EXIT WHEN NOT EXISTS (SELECT FROM pg_temp.doomed o WHERE o.round = turn UNION ALL SELECT FROM pg_temp.changing c WHERE c.round = turn);
    END LOOP;

    -- Facts go with what they are about.
    DELETE FROM pg_temp.doomed o USING pg_temp.present p, pg_temp.present h, pg_temp.doomed g
    WHERE p.kind = o.kind AND p.name = o.name AND p.nature = 'fact' AND h.nature IN ('plain', 'rows')
        AND h.class = p.class AND h.object = p.object AND h.part IN (0, p.part) AND g.kind = h.kind AND g.name = h.name;

    -- A table that no statement turns into what is declared is made anew, if that loses nothing.
    FOR it IN SELECT o.name FROM pg_temp.doomed o JOIN pg_temp.declared d USING (kind, name)
        JOIN pg_temp.present p USING (kind, name) JOIN pg_class c ON c.oid = p.object WHERE o.kind = 'table' AND c.relkind <> 'f'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', it.name) INTO filled;
        IF filled THEN
            RAISE EXCEPTION 'table % holds rows, and no statement turns it into the table that is declared', it.name;
        END IF;
    END LOOP;
END
$closure$;

{keep}-- What hangs on others goes first; what still cannot go is tried again.
DO $removal$
DECLARE
    it record;
    helpers text[];
    without text;
    failed integer;
    before integer := -1;
BEGIN
    LOOP
        failed := 0;
        FOR it IN SELECT o.* FROM pg_temp.doomed o WHERE NOT o.along ORDER BY o.round DESC, o.kind, o.name
        LOOP
            BEGIN
                -- What this script made may use it without having asked.
                SELECT array_agg(pg_get_functiondef(f.oid)), string_agg(format('DROP FUNCTION %s', f.oid::regprocedure), '; ')
                INTO helpers, without FROM pg_temp.present p
                JOIN pg_depend d ON d.refclassid = p.class AND d.refobjid = p.object AND d.classid = 'pg_proc'::regclass
                JOIN pg_proc f ON f.oid = d.objid AND f.pronamespace = pg_my_temp_schema()
                WHERE it.kind = 'transform' AND p.kind = it.kind AND p.name = it.name;
                EXECUTE concat_ws('; ', without, it.removal, array_to_string(helpers, ';'));
                RAISE NOTICE 'removed % %', it.kind, it.name;
                DELETE FROM pg_temp.doomed o WHERE o.kind = it.kind AND o.name = it.name;
            EXCEPTION
                WHEN undefined_object OR undefined_table OR undefined_column OR undefined_function OR invalid_schema_name THEN
                    DELETE FROM pg_temp.doomed o WHERE o.kind = it.kind AND o.name = it.name;
                WHEN dependent_objects_still_exist OR invalid_table_definition OR feature_not_supported
                    OR wrong_object_type OR object_not_in_prerequisite_state THEN
                    failed := failed + 1;
                    UPDATE pg_temp.doomed o SET why = SQLERRM WHERE o.kind = it.kind AND o.name = it.name;
            END;
        END LOOP;
        FOR it IN SELECT c.name, c.waits, c.object::regclass AS relation, a.attname FROM pg_temp.changing c
            JOIN pg_attribute a ON a.attrelid = c.object AND a.attnum = c.part
            WHERE NOT c.done AND c.waits IS NOT NULL AND a.attinhcount = 0
        LOOP
            BEGIN
                EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE %s USING %s', it.relation, it.attname, it.waits,
                    CASE it.waits WHEN 'jsonb' THEN format('to_jsonb(%I)', it.attname) ELSE format('%I::text', it.attname) END);
                RAISE NOTICE 'column % waits as %', it.name, it.waits;
                UPDATE pg_temp.changing c SET done = true WHERE c.name = it.name;
            EXCEPTION WHEN feature_not_supported THEN
                -- A view that reads it still is there.
                failed := failed + 1;
            END;
        END LOOP;
        EXIT WHEN failed IN (0, before);
        before := failed;
    END LOOP;
    PERFORM pg_temp.look_again();
    -- An operator forgets its negator when that goes.
    FOR it IN SELECT p.kind, p.name, p.removal FROM pg_temp.present p JOIN pg_temp.right_before r USING (kind, name)
        WHERE pg_temp.lacks(p.kind, p.name)
    LOOP
        EXECUTE it.removal;
        RAISE NOTICE 'removed % %', it.kind, it.name;
    END LOOP;
    IF FOUND THEN
        PERFORM pg_temp.look_again();
    END IF;
END
$removal$;
