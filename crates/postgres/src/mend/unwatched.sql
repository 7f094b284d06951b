-- What the project does not look at stays as it is: what `exclude` means, and what `include` does not, with all that belongs to it.
CREATE TEMPORARY TABLE patterns (excluded boolean, kind text, parts text[]) ON COMMIT DROP;
INSERT INTO pg_temp.patterns VALUES
{patterns};
INSERT INTO pg_temp.unwatched
WITH RECURSIVE meant AS (
    SELECT w.excluded, p.kind, p.name, p.class, p.object, p.part FROM pg_temp.patterns w JOIN pg_temp.present p
        ON coalesce(replace(p.kind, ' ', '_') LIKE w.kind, true) AND CASE
            WHEN cardinality(w.parts) = 1 THEN p.path[cardinality(p.path)] LIKE w.parts[1]
            WHEN p.kind = 'schema' THEN w.parts[2] = '%' AND p.path[1] LIKE w.parts[1]
            ELSE cardinality(p.path) = cardinality(w.parts)
                AND NOT EXISTS (SELECT FROM unnest(p.path, w.parts) q(name, part) WHERE q.name NOT LIKE q.part) END
    UNION
    SELECT m.excluded, p.kind, p.name, p.class, p.object, p.part FROM meant m JOIN pg_temp.present p
        ON p.object <> 0 AND p.class = m.class AND p.object = m.object AND m.part IN (0, p.part)
        OR EXISTS (SELECT FROM pg_temp.ties t
            WHERE t.along AND t.kind = p.kind AND t.name = p.name AND t.on_kind = m.kind AND t.on_name = m.name)
)
SELECT p.kind, p.name FROM pg_temp.present p LEFT JOIN meant m USING (kind, name)
GROUP BY p.kind, p.name
HAVING bool_or(m.excluded) OR EXISTS (SELECT FROM pg_temp.patterns w WHERE NOT w.excluded) AND NOT coalesce(bool_or(NOT m.excluded), false);

