CREATE TEMPORARY TABLE declared (kind text, name text, fingerprint text) ON COMMIT DROP;
-- Columns that are declared to be computed.
CREATE TEMPORARY TABLE computed (name text) ON COMMIT DROP;
-- What may go with the rows that it holds: what the history had and has no more, and what somebody agreed to lose.
CREATE TEMPORARY TABLE removable (kind text, path text[], name text) ON COMMIT DROP;
-- What the project does not look at, by its settings.
CREATE TEMPORARY TABLE unwatched (kind text, name text) ON COMMIT DROP;
CREATE TEMPORARY TABLE present ON COMMIT DROP AS SELECT * FROM pg_temp.inventory();

-- Whether anything is there under this name.
CREATE OR REPLACE FUNCTION pg_temp.has(kind text, name text) RETURNS boolean LANGUAGE sql AS $body$
    SELECT EXISTS (SELECT FROM pg_temp.present p WHERE p.kind = $1 AND p.name = $2)
$body$;

-- Whether nothing is there that is as it is declared.
CREATE OR REPLACE FUNCTION pg_temp.lacks(kind text, name text) RETURNS boolean LANGUAGE sql AS $body$
    SELECT NOT EXISTS (SELECT FROM pg_temp.present p JOIN pg_temp.declared d USING (kind, name, fingerprint)
        WHERE p.kind = $1 AND p.name = $2)
$body$;

CREATE OR REPLACE FUNCTION pg_temp.look_again() RETURNS void LANGUAGE sql AS $body$
    DELETE FROM pg_temp.present;
    INSERT INTO pg_temp.present SELECT * FROM pg_temp.inventory();
$body$;

-- Whether rows find their partition by this column, which therefore cannot change.
CREATE OR REPLACE FUNCTION pg_temp.is_key(relation oid, part integer) RETURNS boolean LANGUAGE sql AS $body$
    SELECT EXISTS (SELECT FROM pg_attribute a JOIN pg_partition_ancestors(relation) t ON true
        JOIN pg_partitioned_table k ON k.partrelid = t.relid
        JOIN pg_attribute b ON b.attrelid = t.relid AND b.attname = a.attname
        WHERE a.attrelid = relation AND a.attnum = part AND b.attnum = ANY (k.partattrs))
$body$;

-- As what the values of a column wait while its type is made anew: rows by the names of their parts.
CREATE OR REPLACE FUNCTION pg_temp.waits_as(relation oid, part integer) RETURNS text LANGUAGE sql AS $body$
    WITH RECURSIVE inside AS (
        SELECT a.atttypid AS type FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = part
        UNION ALL SELECT CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END FROM inside i JOIN pg_type t ON t.oid = i.type
            WHERE t.typtype = 'd' OR t.typelem <> 0
    )
    SELECT CASE WHEN bool_or(t.typtype = 'c') THEN 'jsonb' ELSE 'text' END FROM inside i JOIN pg_type t ON t.oid = i.type
$body$;

-- Rows that waited, in their type again.
CREATE OR REPLACE FUNCTION pg_temp.rows_of(packed jsonb, of anyarray) RETURNS anyarray LANGUAGE sql AS $body$
    SELECT CASE WHEN $1 IS NOT NULL THEN ARRAY(
        SELECT CASE WHEN e.value <> 'null' THEN jsonb_populate_record($2[1], e.value) END
        FROM jsonb_array_elements($1) WITH ORDINALITY e(value, at) ORDER BY e.at) END
$body$;

-- Gives a column its type, by a cast where there is one and else by way of the text of its values.
CREATE OR REPLACE FUNCTION pg_temp.retype(relation regclass, name text, type text, tail text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    change text := format('ALTER TABLE %s ALTER COLUMN %I TYPE %s%s', relation, name, type, tail);
    told text := concat_ws('.', relation, quote_ident(name));
    of record;
    element record;
    value text;
    back text;
    altered bigint;
BEGIN
    SELECT a.attnum, c.relkind, format_type(a.atttypid, a.atttypmod) AS type INTO of FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attrelid = relation AND a.attname = name;
    RAISE NOTICE 'changing column % from % to %', told, of.type, type;
    IF of.relkind = 'f' THEN
        EXECUTE change;
        RETURN;
    END IF;
    value := CASE WHEN NOT EXISTS (SELECT FROM pg_temp.changing c WHERE c.object = relation AND c.part = of.attnum AND c.waits = 'jsonb')
        THEN format('%I::%s', name, type) WHEN type LIKE '%[]' THEN format('pg_temp.rows_of(%2$I, NULL::%1$s)', type, name)
        ELSE (SELECT CASE t.typtype WHEN 'd' THEN format('jsonb_populate_record(NULL::%s, %I)::%s', t.typbasetype::regtype, name, type)
            ELSE format('jsonb_populate_record(NULL::%s, %I)', type, name) END FROM pg_type t WHERE t.oid = type::regtype) END;
    BEGIN
        EXECUTE format('SELECT %s FROM %s LIMIT 0', value, relation);
    EXCEPTION WHEN cannot_coerce OR datatype_mismatch OR undefined_function THEN
        value := format('%I::text::%s', name, type);
    END;
    -- Values that would not come back as they were are altered.
    back := CASE WHEN value ~ '^(pg_temp.rows_of|jsonb_populate_record)\(' THEN format('to_jsonb(%s)', value) ELSE format('(%s)::%s', value, of.type) END;
    BEGIN
        EXECUTE format('SELECT %s FROM %s LIMIT 0', back, relation);
    EXCEPTION WHEN cannot_coerce THEN
        back := format('(%s)::text::%s', value, of.type);
    END;
    BEGIN
        EXECUTE format(CASE WHEN back LIKE 'to_jsonb(%'
            -- Parts that are new are empty, and numbers may be told as texts.
            THEN 'SELECT count(*) FROM %s WHERE replace(jsonb_strip_nulls(%s)::text, ''"'', '''') <> replace(jsonb_strip_nulls(%I)::text, ''"'', '''')'
            ELSE 'SELECT count(*) FROM %s WHERE (%s)::text IS DISTINCT FROM %I::text' END, relation, back, name) INTO altered;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
        RAISE EXCEPTION 'a value in column % does not fit the type %: %', told, type, SQLERRM;
    END;
    SELECT ARRAY[n.nspname, t.typname]::text[] AS path, t.oid::regtype::text AS name INTO element
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = regexp_replace(type, '(\[\])+$', '')::regtype;
    IF altered > 0 AND NOT EXISTS (SELECT FROM pg_temp.removable r WHERE r.name IN (told, 'column ' || told, element.name)) THEN
        IF NOT EXISTS (SELECT FROM pg_temp.removable r WHERE r.kind = 'type' AND (r.path = element.path OR r.path =
            (SELECT p.path FROM pg_temp.present p WHERE p.kind = 'column' AND p.object = relation AND p.part = of.attnum)))
        THEN
            RAISE EXCEPTION '% of the values in column % would be altered by the type %', altered, told, type
                USING HINT = 'mend them, or make this script with --accept ' || told;
        END IF;
        PERFORM pg_temp.keep('values', relation, of.attnum, value);
    END IF;
    EXECUTE concat_ws(' ', change, 'USING', value);
    -- What was set of its values is not set of these.
    DELETE FROM pg_temp.present p WHERE p.kind IN ('storage', 'compression') AND p.object = relation AND p.part = of.attnum;
END
$body$;

-- Takes back what is said of objects and is not what is declared, unless somebody has rights by it that nobody let go.
CREATE OR REPLACE FUNCTION pg_temp.take_back(VARIADIC kinds text[]) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    it record;
BEGIN
    PERFORM pg_temp.look_again();
    FOR it IN SELECT p.kind, p.name, p.removal FROM pg_temp.present p LEFT JOIN pg_temp.staying s USING (kind, name)
        WHERE p.kind = ANY (kinds) AND s.name IS NULL AND pg_temp.lacks(p.kind, p.name)
    LOOP
        EXECUTE it.removal;
        RAISE NOTICE 'removed % %', it.kind, it.name;
    END LOOP;
    IF FOUND THEN
        -- What is taken back of a table is taken back of its columns.
        PERFORM pg_temp.look_again();
    END IF;
END
$body$;
