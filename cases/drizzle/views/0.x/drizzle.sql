-- Written by drizzle-kit 0.31.11: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text,
	"age" integer
);
--> statement-breakpoint
CREATE VIEW "public"."a_names" AS (select "id", "name", "age" from "users" where "users"."age" = 18);--> statement-breakpoint
CREATE VIEW "public"."by_sql" AS (select id from users where name = 'it''s');--> statement-breakpoint
CREATE VIEW "public"."checked" WITH (check_option = cascaded, security_barrier = true, security_invoker = true) AS (select "id", "name", "age" from "users");--> statement-breakpoint
CREATE VIEW "public"."local" WITH (check_option = local) AS (select "id" from "users");--> statement-breakpoint
CREATE VIEW "other"."outside" AS (select "id", "name", "age" from "users");--> statement-breakpoint
CREATE VIEW "public"."z_above" AS (select "id" from "a_names");--> statement-breakpoint
CREATE MATERIALIZED VIEW "public"."empty" AS (select "id", "name", "age" from "users") WITH NO DATA;--> statement-breakpoint
CREATE MATERIALIZED VIEW "public"."stored" AS (select "name", count(*) as "all" from "users" group by "users"."name");--> statement-breakpoint
CREATE MATERIALIZED VIEW "other"."stored_outside" AS (select "id", "name", "age" from "users");--> statement-breakpoint
CREATE MATERIALIZED VIEW "public"."tuned" USING "heap" WITH (fillfactor = 80, autovacuum_enabled = false) TABLESPACE pg_default AS (select "id", "name", "age" from "users");