-- Written by drizzle-kit 1.0.0-rc.5: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TYPE "other"."Colour" AS ENUM('red', 'light blue');--> statement-breakpoint
CREATE TYPE "mood" AS ENUM('sad', 'happy');--> statement-breakpoint
CREATE TABLE "arrays" (
	"integers" integer[],
	"fixed" text[],
	"varchars" varchar(20)[] NOT NULL,
	"numerics" numeric(10,2)[],
	"stamps" timestamp(3) with time zone[],
	"moods" "mood"[],
	"colours" "other"."Colour"[],
	"empty" text[] DEFAULT '{}'::text[] NOT NULL,
	"empty_sql" text[] DEFAULT '{}'::text[] NOT NULL,
	"array_sql" integer[] DEFAULT ARRAY[1, 2]::integer[],
	"filled" integer[] DEFAULT '{1,2}'::integer[],
	"texts" text[] DEFAULT '{a,b c}'::text[],
	"booleans" boolean[] DEFAULT '{t,f}'::boolean[],
	"bigs" bigint[],
	"moods_filled" "mood"[] DEFAULT '{sad}'::"mood"[] NOT NULL,
	"colours_filled" "other"."Colour"[] DEFAULT '{light blue}'::"other"."Colour"[] NOT NULL,
	"uuids" uuid[] DEFAULT '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'::uuid[],
	"jsons" jsonb[],
	"dates" date[] DEFAULT '{2024-01-02}'::date[]
);
