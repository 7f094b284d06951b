-- Written by drizzle-kit 1.0.0-rc.5: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TABLE "people" (
	"first" text NOT NULL,
	"last" text NOT NULL,
	"age" integer,
	"full" text GENERATED ALWAYS AS (first || ' ' || last) STORED,
	"full_too" text GENERATED ALWAYS AS ("people"."first" || ' ' || "people"."last") STORED NOT NULL,
	"words" tsvector GENERATED ALWAYS AS (to_tsvector('english', first)) STORED,
	CONSTRAINT "grown" CHECK ("age" >= 18),
	CONSTRAINT "told" CHECK ("first" <> '' and length(last) > 1),
	CONSTRAINT "one_of" CHECK ("age" in (18, 19, 20))
);
--> statement-breakpoint
CREATE TABLE "other"."prices" (
	"net" numeric,
	"gross" numeric GENERATED ALWAYS AS (net * 1.2) STORED,
	CONSTRAINT "positive" CHECK ("net" > 0)
);
