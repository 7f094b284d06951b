WITH me AS MATERIALIZED (
    SELECT current_user::text AS who, pg_catalog.current_database()::text AS here
), ours AS MATERIALIZED (
    SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = 'evenkeel'
), book AS MATERIALIZED (
    SELECT c.oid, c.relname FROM pg_catalog.pg_class c JOIN ours ON c.relnamespace = ours.oid
    WHERE c.relkind = 'r' AND c.relname IN ('ledger', 'backfill')
), theirs AS MATERIALIZED (
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
), relation AS MATERIALIZED (
    SELECT c.* FROM pg_catalog.pg_class c
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't'
    AND NOT EXISTS (SELECT FROM theirs t WHERE t.classid = 'pg_catalog.pg_class'::regclass AND t.objid = c.oid)
), looked AS MATERIALIZED (
    SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'evenkeel')
    AND NOT EXISTS (SELECT FROM theirs t WHERE t.classid = 'pg_catalog.pg_namespace'::regclass AND t.objid = n.oid)
    AND (n.nspname = 'public' OR EXISTS (SELECT FROM relation c WHERE c.relnamespace = n.oid))
)
SELECT code, what, statement, schema, name FROM (
    SELECT 1 AS rank, 'cannot-make-ledger' AS code,
        pg_catalog.format('the role %s may not make schemas in the database %s, and the ledger needs one', who, here) AS what,
        pg_catalog.format('GRANT CREATE ON DATABASE %I TO %I;', here, who) AS statement,
        NULL::text AS schema, NULL::text AS name
    FROM me WHERE NOT EXISTS (SELECT FROM ours) AND NOT pg_catalog.has_database_privilege(here, 'CREATE')
    UNION ALL
    SELECT 2, 'cannot-use-ledger', pg_catalog.format('the role %s may not look into the schema of the ledger', who),
        pg_catalog.format('GRANT USAGE ON SCHEMA evenkeel TO %I;', who), NULL, NULL
    FROM me, ours WHERE NOT pg_catalog.has_schema_privilege(ours.oid, 'USAGE')
    UNION ALL
    SELECT 3, 'cannot-use-ledger', pg_catalog.format('the role %s may not read and add to evenkeel.%s', who, book.relname),
        pg_catalog.format('GRANT %s ON evenkeel.%I TO %I;',
            CASE book.relname WHEN 'backfill' THEN 'SELECT, INSERT, UPDATE' ELSE 'SELECT, INSERT' END, book.relname, who),
        NULL, NULL
    FROM me, book
    WHERE NOT (pg_catalog.has_table_privilege(book.oid, 'SELECT') AND pg_catalog.has_table_privilege(book.oid, 'INSERT')
        AND (book.relname = 'ledger' OR pg_catalog.has_table_privilege(book.oid, 'UPDATE')))
    UNION ALL
    SELECT 4, 'cannot-use-schema', pg_catalog.format('the role %s may not look into the schema %s', who, nspname),
        pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I;', nspname, who), nspname::text, NULL
    FROM me, looked WHERE NOT pg_catalog.has_schema_privilege(looked.oid, 'USAGE')
    UNION ALL
    SELECT 5, 'cannot-make-objects', pg_catalog.format('the role %s may not make anything in the schema %s', who, nspname),
        pg_catalog.format('GRANT CREATE ON SCHEMA %I TO %I;', nspname, who), nspname::text, NULL
    FROM me, looked WHERE NOT pg_catalog.has_schema_privilege(looked.oid, 'CREATE')
    UNION ALL
    SELECT 6, 'not-owner', o.rolname::text, pg_catalog.format('GRANT %I TO %I;', o.rolname, who),
        looked.nspname::text, relation.relname::text
    FROM me, looked JOIN relation ON relation.relnamespace = looked.oid
        JOIN pg_catalog.pg_roles o ON o.oid = relation.relowner
    WHERE NOT pg_catalog.pg_has_role(relation.relowner, 'USAGE')
) missing ORDER BY rank, statement, schema, name
