-- Written by drizzle-kit 1.0.0-rc.5: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY,
	"name" text,
	"age" integer
);
--> statement-breakpoint
CREATE VIEW "a_names" AS (select "id", "name", "age" from "users" where "users"."age" = 18);--> statement-breakpoint
CREATE VIEW "by_sql" AS (select id from users where name = 'it''s');--> statement-breakpoint
CREATE VIEW "checked" WITH (check_option = cascaded, security_barrier = true, security_invoker = true) AS (select "id", "name", "age" from "users");--> statement-breakpoint
CREATE VIEW "local" WITH (check_option = local) AS (select "id" from "users");--> statement-breakpoint
CREATE VIEW "other"."outside" AS (select "id", "name", "age" from "users");--> statement-breakpoint
CREATE VIEW "z_above" AS (select "id" from "a_names");--> statement-breakpoint
CREATE MATERIALIZED VIEW "empty" AS (select "id", "name", "age" from "users") WITH NO DATA;--> statement-breakpoint
CREATE MATERIALIZED VIEW "stored" AS (select "name", count(*) as "all" from "users" group by "users"."name");--> statement-breakpoint
CREATE MATERIALIZED VIEW "other"."stored_outside" AS (select "id", "name", "age" from "users");--> statement-breakpoint
CREATE MATERIALIZED VIEW "tuned" USING "heap" WITH (autovacuum_enabled = false, fillfactor = 80) TABLESPACE pg_default AS (select "id", "name", "age" from "users");