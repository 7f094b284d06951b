DO $check$
DECLARE
    wrong text;
BEGIN
    PERFORM pg_temp.look_again();
    SELECT string_agg(concat_ws(' ', d.kind, d.name, '(' || o.why || ')'), ', ' ORDER BY d.kind, d.name) INTO wrong
    FROM (SELECT DISTINCT d.kind, d.name FROM pg_temp.declared d) d LEFT JOIN pg_temp.doomed o USING (kind, name)
    WHERE pg_temp.lacks(d.kind, d.name);
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'these could not be made what is declared, and nothing was changed: %', wrong;
    END IF;
    SELECT string_agg(concat_ws(' ', p.kind, p.name, '(' || o.why || ')'), ', ' ORDER BY p.kind, p.name) INTO wrong
    FROM pg_temp.present p LEFT JOIN pg_temp.staying s USING (kind, name) LEFT JOIN pg_temp.doomed o USING (kind, name)
    WHERE s.name IS NULL AND NOT EXISTS (SELECT FROM pg_temp.declared d WHERE d.kind = p.kind AND d.name = p.name);
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'these are not declared and could not be removed, and nothing was changed: %', wrong;
    END IF;
    SELECT string_agg(concat_ws(' ', p.kind, p.name), ', ' ORDER BY p.kind, p.name) INTO wrong
    FROM pg_temp.present p JOIN pg_temp.staying s USING (kind, name) LEFT JOIN pg_temp.unwatched w USING (kind, name)
    WHERE p.nature IN ('rows', 'grant') AND w.name IS NULL
        -- Whoever stays stays with its columns.
        AND NOT EXISTS (SELECT FROM pg_temp.present t JOIN pg_temp.staying u USING (kind, name)
            WHERE t.kind = 'table' AND p.kind = 'column' AND t.object = p.object);
    IF wrong IS NOT NULL THEN
        RAISE WARNING 'these are not declared and hold rows or belong to others, so they stay: %', wrong;
    END IF;
END
$check$;
