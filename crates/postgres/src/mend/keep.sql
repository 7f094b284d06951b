-- Puts rows of a table, or values of a column that is dropped or altered, where `evenkeel quarantine` finds them. Values of
-- types that somebody made wait as text.
CREATE OR REPLACE FUNCTION pg_temp.keep(holds text, relation oid, part integer, became text) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    was text := relation::regclass;
    of record;
    key integer[];
    list text;
    told jsonb;
    place text;
BEGIN
    SELECT n.nspname, c.relname, a.attname INTO of FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part AND part > 0 WHERE c.oid = relation;
    IF part > 0 THEN
        SELECT x.indkey::int2[] INTO key FROM pg_index x
        WHERE x.indrelid = relation AND x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL
            AND NOT part = ANY (x.indkey) AND NOT EXISTS (SELECT FROM unnest(x.indkey) k
                JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = k WHERE NOT a.attnotnull)
        ORDER BY NOT x.indisprimary LIMIT 1;
        IF key IS NULL THEN
            RAISE EXCEPTION 'column %.% holds values, and its table has no key by which they could be found again',
                was, quote_ident(of.attname) USING HINT = 'a script that is made with --accept and its name loses them';
        END IF;
    END IF;
    SELECT string_agg(CASE WHEN c.made THEN format('%I::text COLLATE "default" AS %I', c.attname, c.attname) ELSE quote_ident(c.attname) END, ', ' ORDER BY c.attnum),
        jsonb_object_agg(c.attnum, jsonb_build_object('name', c.attname, 'type', c.type) || CASE WHEN c.made THEN '{"as_text": true}' ELSE '{}' END::jsonb)
    INTO list, told FROM (
        SELECT a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) AS type, t.typnamespace <> 'pg_catalog'::regnamespace AS made
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = relation AND NOT a.attisdropped AND a.attgenerated = '' AND a.attnum > 0 AND (part = 0 OR a.attnum = ANY (key || part))
    ) c;
    place := format('evenkeel_quarantine.%I', concat_ws('_', left(concat_ws('_', nullif(of.nspname, 'public'), of.relname, of.attname), 40),
        to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')));
    CREATE SCHEMA IF NOT EXISTS evenkeel_quarantine;
    EXECUTE format('CREATE TABLE %s AS SELECT %s FROM ONLY %s WHERE %s', place, concat_ws(', ', list, became || '::text COLLATE "default" AS became'), was,
        CASE WHEN part = 0 THEN 'true' WHEN became IS NULL THEN format('%I IS NOT NULL', of.attname)
            ELSE format('(%s)::text IS DISTINCT FROM %I::text', became, of.attname) END);
    told := jsonb_build_object('schema', of.nspname, 'table', of.relname) || CASE WHEN part = 0
        THEN jsonb_build_object('columns', (SELECT jsonb_agg(c.value ORDER BY c.key::integer) FROM jsonb_each(told) c))
        ELSE jsonb_build_object('key', (SELECT jsonb_agg(told -> k::text) FROM unnest(key) k), 'column', told -> part::text) END;
    EXECUTE format('COMMENT ON TABLE %s IS %L', place, jsonb_build_object('evenkeel', 1, 'migration', {by},
        'object', concat_ws(' ', CASE WHEN part = 0 THEN 'table' ELSE 'column' END, concat_ws('.', was, quote_ident(of.attname))),
        'holds', jsonb_build_object(holds, told)));
    RAISE NOTICE 'kept % of % as %', CASE WHEN part = 0 THEN 'the rows' ELSE 'values' END, concat_ws('.', was, quote_ident(of.attname)), place;
END
$body$;
