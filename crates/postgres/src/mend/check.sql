-- Nothing of this is kept unless everything is as it is declared.
DO $check$
DECLARE
    wrong text;
BEGIN
    SELECT string_agg(d.kind || ' ' || d.name, ', ' ORDER BY d.kind, d.name) INTO wrong
    FROM pg_temp.declared d LEFT JOIN pg_temp.inventory() i USING (kind, name)
    WHERE i.name IS NULL OR i.definition IS DISTINCT FROM d.definition;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'these could not be made what is declared, and nothing was changed: %', wrong;
    END IF;
    SELECT string_agg(i.kind || ' ' || i.name, ', ' ORDER BY i.kind, i.name) INTO wrong
    FROM pg_temp.inventory() i LEFT JOIN pg_temp.declared d USING (kind, name)
    WHERE d.name IS NULL AND (i.owner IS NULL
        OR EXISTS (SELECT FROM pg_temp.declared t WHERE t.kind = 'table' AND t.name = i.owner));
    IF wrong IS NOT NULL THEN
        RAISE WARNING 'these are not declared and hold rows or belong to others, so they stay: %', wrong;
    END IF;
END
$check$;
