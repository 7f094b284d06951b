-- What the history let go waits in quarantine, as it does when a migration drops it.
DO $kept$
DECLARE
    it record;
    filled boolean;
BEGIN
    FOR it IN SELECT p.object, p.part, a.attname FROM pg_temp.doomed o JOIN pg_temp.present p USING (kind, name)
        JOIN pg_temp.removable r ON r.kind = p.kind AND r.path = p.path
        JOIN pg_class c ON c.oid = p.object LEFT JOIN pg_attribute a ON a.attrelid = p.object AND a.attnum = p.part AND p.part > 0
        WHERE p.kind IN ('table', 'column') AND p.nature = 'rows' AND NOT o.along AND c.relkind = 'r'
            -- Somebody agreed to lose it.
            AND NOT EXISTS (SELECT FROM pg_temp.removable a WHERE a.name IN (p.name, p.kind || ' ' || p.name))
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE %s)', it.object::regclass,
            CASE it.part WHEN 0 THEN 'true' ELSE format('%I IS NOT NULL', it.attname) END) INTO filled;
        IF filled THEN
            PERFORM pg_temp.keep(CASE it.part WHEN 0 THEN 'rows' ELSE 'column' END, it.object, it.part, NULL);
        END IF;
    END LOOP;
END
$kept$;

