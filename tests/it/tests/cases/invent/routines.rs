//! Routines, views and what calls them.

use super::{Key, any, column, once_in, schema, table};
use crate::random::Random;

pub(super) fn helper(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let body = any(random, &["$1", "$1 + 1", "$1 * 2"]);
    let argument =
        any(random, &["n integer", "n integer", "m integer", "n integer, x integer DEFAULT 0", "n bigint"]);
    let more = any(random, &["", " STRICT", " PARALLEL SAFE", " COST 5"]);
    let result = any(random, &["integer", "integer", "integer", "integer", "bigint", "app.dom0"]);
    let body = match random.below(4) {
        0 => format!("RETURN ({body})::integer"),
        _ => format!("AS 'SELECT ({body})::integer'"),
    };
    format!(
        "CREATE FUNCTION {home}.helper{}({argument}) RETURNS {result} LANGUAGE sql IMMUTABLE{more} {body}",
        key.name
    )
}

pub(super) fn aggregate(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let more = any(random, &["", ", initcond = '0'", ", parallel = safe"]);
    format!("CREATE AGGREGATE {home}.total(integer) (sfunc = int4pl, stype = integer{more})")
}

pub(super) fn view(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let from = table(random.below(5));
    let columns = any(
        random,
        &[
            "*",
            "id",
            "id, a",
            "id, a AS b, 1 AS one",
            "id, app.helper0(id::integer) AS h",
            "a::text AS t, count(*) AS n",
            "t.*, t::text AS whole",
            "id, 'a'::app.mood0 AS m",
            "id, app.total(id::integer) OVER () AS s",
            "id, a::text OPERATOR(app.===) 'x' AS same",
            "id, t AS whole",
            "id, (SELECT count(*) FROM app.users) AS n",
            "id, NULL::app.pair AS pair, c",
            "id, a::text COLLATE app.sorted AS s",
            "id, told.*",
        ],
    );
    let from = match columns {
        "id, told.*" => format!("{from} t, app.told() told"),
        _ => {
            from + any(
                random,
                &[" t", " t", " t", " t NATURAL JOIN app.users u", " t TABLESAMPLE SYSTEM (10)"],
            )
        }
    };
    let tail = if columns.contains("count(*) AS n") && !columns.contains("SELECT") {
        " GROUP BY 1"
    } else {
        any(random, &["", " WHERE id > 1"])
    };
    let options = any(
        random,
        &[
            "",
            "",
            " WITH (security_barrier)",
            " WITH (security_invoker = true)",
            " WITH (check_option = local)",
        ],
    );
    format!("CREATE VIEW {home}.view{}{options} AS SELECT {columns} FROM {from}{tail}", key.name)
}

pub(super) fn outer_view(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let from = any(
        random,
        &["app.view0", "\"Odd schema\".view1", "app.view1", "app.stored", "app.part3_0", "app.leaf2"],
    );
    let columns = any(random, &["*", "count(*) AS n", "id", "v::text AS whole", "v.*, 1 AS more"]);
    format!("CREATE VIEW {home}.outer_view AS SELECT {columns} FROM {from} v")
}

pub(super) fn materialized_view(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let from = any(random, &["app.view0", "app.users", "\"Odd schema\".orders", "app.outer_view"]);
    let data = any(random, &["", " WITH NO DATA"]);
    let columns =
        any(random, &["id, 1 AS one", "*", "id, app.helper0(id::integer) AS one", "id, m::text AS one"]);
    let with = once_in(random, 4, " WITH (fillfactor = 70)");
    format!("CREATE MATERIALIZED VIEW {home}.stored{with} AS SELECT {columns} FROM {from} m{data}")
}

pub(super) fn view_index(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let unique = once_in(random, 2, "UNIQUE ");
    let what = any(
        random,
        &["(id)", "(id)", "(app.helper0(id::integer))", "(one) WHERE id > 2", "(id app.backwards)"],
    );
    format!("CREATE {unique}INDEX stored_ix{} ON {home}.stored {what}", key.name)
}

pub(super) fn trigger(key: Key, random: &mut Random) -> String {
    let on = table(key.home);
    let when =
        any(random, &["BEFORE INSERT", "AFTER UPDATE OF a", "AFTER INSERT OR DELETE", "BEFORE UPDATE"]);
    let test = any(
        random,
        &[
            "",
            "",
            " WHEN (pg_trigger_depth() < 2)",
            " WHEN (app.helper0(3) > 2)",
            " WHEN (new.a IS NOT NULL)",
        ],
    );
    let kind = if when.starts_with("AFTER") { once_in(random, 3, "CONSTRAINT ") } else { "" };
    if random.below(6) == 0 {
        return format!(
            "CREATE TRIGGER tr AFTER INSERT ON {on} REFERENCING NEW TABLE AS added FOR EACH STATEMENT \
             EXECUTE FUNCTION app.routine0()"
        );
    }
    format!("CREATE {kind}TRIGGER tr {when} ON {on} FOR EACH ROW{test} EXECUTE FUNCTION app.routine0()")
}

pub(super) fn rule(key: Key, random: &mut Random) -> String {
    let on = table(key.home);
    let what = any(
        random,
        &[
            "DELETE TO {} DO INSTEAD NOTHING",
            "INSERT TO {} DO ALSO NOTIFY told",
            "UPDATE TO {} WHERE old.id > 3 DO INSTEAD NOTHING",
            "INSERT TO {} DO ALSO INSERT INTO app.users (id) VALUES (new.id)",
            "DELETE TO {} DO ALSO SELECT * FROM app.view0",
        ],
    );
    format!("CREATE RULE ru AS ON {}", what.replace("{}", &on))
}

pub(super) fn policy(key: Key, random: &mut Random) -> String {
    let on = table(key.home);
    let to = any(random, &["", " TO pg_monitor", " TO pg_monitor, pg_read_all_data"]);
    let what = any(
        random,
        &[
            " USING (id > 0)",
            " FOR SELECT USING (a IS NOT NULL)",
            " FOR INSERT WITH CHECK (id > 0)",
            " AS RESTRICTIVE USING (true)",
            " USING (id IN (SELECT u.id FROM app.users u WHERE u.a IS NOT NULL))",
            " USING (app.helper0(id::integer) > 0)",
            " USING (a::text = 'a'::app.mood0::text)",
            " USING (EXISTS (SELECT FROM app.view0))",
        ],
    );
    let (kind, rest) = what.split_at(what.find(" USING").or(what.find(" WITH")).unwrap_or(0));
    format!("CREATE POLICY po ON {on}{kind}{to}{rest}")
}

pub(super) fn event_trigger(_: Key, random: &mut Random) -> String {
    let tags = any(random, &["", " WHEN TAG IN ('DROP FUNCTION')"]);
    format!("CREATE EVENT TRIGGER ev ON sql_drop{tags} EXECUTE FUNCTION app.routine1()")
}

pub(super) fn routine(key: Key, random: &mut Random) -> String {
    let home = schema(key.home);
    let word = any(random, &["NEW", "NEW", "NULL", "OLD"]);
    let more = any(random, &["", " SECURITY DEFINER", " SET search_path = app", " STABLE"]);
    match key.name {
        0 => format!(
            "CREATE FUNCTION {home}.routine0() RETURNS trigger LANGUAGE plpgsql{more} AS 'BEGIN RETURN {word}; END'"
        ),
        1 => format!(
            "CREATE FUNCTION {home}.routine1() RETURNS event_trigger LANGUAGE plpgsql{more} AS 'BEGIN NULL; END'"
        ),
        _ => {
            let (on, at) = (table(random.below(5)), column(random.below(5)));
            let choices = [
                format!("CREATE FUNCTION {home}.told({on}) RETURNS text LANGUAGE sql AS 'SELECT $1::text'"),
                format!("CREATE FUNCTION {home}.told(x app.mood0) RETURNS text LANGUAGE sql RETURN x::text"),
                format!(
                    "CREATE FUNCTION {home}.told() RETURNS SETOF {on} LANGUAGE sql{more} BEGIN ATOMIC SELECT * FROM {on}; END"
                ),
                format!(
                    "CREATE FUNCTION {home}.told() RETURNS bigint LANGUAGE sql AS 'SELECT count({}) FROM {on}'",
                    at.replace('\'', "''")
                ),
                format!("CREATE PROCEDURE {home}.told(INOUT n integer) LANGUAGE sql AS 'SELECT $1'"),
                format!(
                    "CREATE FUNCTION {home}.told() RETURNS SETOF app.view0 LANGUAGE sql AS 'SELECT * FROM app.view0'"
                ),
                format!(
                    "CREATE FUNCTION {home}.told() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM app.view0; END"
                ),
                format!(
                    "CREATE FUNCTION {home}.told(n integer DEFAULT app.helper0(1), m app.mood0 DEFAULT 'a') RETURNS integer LANGUAGE sql RETURN n"
                ),
                format!(
                    "CREATE FUNCTION {home}.told() RETURNS TABLE (k app.pair, l app.dom0[]) LANGUAGE plpgsql AS 'BEGIN END'"
                ),
                format!(
                    "CREATE FUNCTION {home}.told(VARIADIC n integer[]) RETURNS app.span LANGUAGE sql{more} AS 'SELECT NULL::app.span'"
                ),
                format!(
                    "CREATE FUNCTION {home}.told() RETURNS app.mood1[] LANGUAGE sql RETURN '{{a}}'::app.mood1[]"
                ),
                format!(
                    "CREATE PROCEDURE {home}.told() LANGUAGE sql BEGIN ATOMIC INSERT INTO {on} (id) VALUES (1); END"
                ),
                format!(
                    "CREATE FUNCTION {home}.told(n integer, OUT a integer, OUT b text) RETURNS SETOF record LANGUAGE sql AS 'SELECT 1, ''x'''"
                ),
            ];
            choices[random.below(choices.len())].clone()
        }
    }
}
