-- Labels that enums lack. They can be used only once they are committed, so they come before everything else.
DO $labels$
DECLARE
    it record;
    label text;
    above text;
BEGIN
    FOR it IN SELECT * FROM (VALUES
{labels}
    ) e(name, labels) WHERE to_regtype(e.name) IS NOT NULL
        -- One that has other labels, or in another order, is made anew below.
        AND (SELECT bool_and(l.enumlabel = ANY (e.labels)) FROM pg_enum l WHERE l.enumtypid = to_regtype(e.name))
    LOOP
        above := NULL;
        FOREACH label IN ARRAY it.labels
        LOOP
            IF NOT EXISTS (SELECT FROM pg_enum l WHERE l.enumtypid = to_regtype(it.name) AND l.enumlabel = label) THEN
                RAISE NOTICE 'adding label % to %', label, it.name;
                EXECUTE format('ALTER TYPE %s ADD VALUE %L %s', it.name, label, CASE WHEN above IS NULL THEN
                    (SELECT format('BEFORE %L', l.enumlabel) FROM pg_enum l WHERE l.enumtypid = to_regtype(it.name)
                        ORDER BY l.enumsortorder LIMIT 1) ELSE format('AFTER %L', above) END);
            END IF;
            above := label;
        END LOOP;
    END LOOP;
END
$labels$;
