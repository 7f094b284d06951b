-- Written by drizzle-kit 0.31.11: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TYPE "other"."Colour" AS ENUM('red', 'light blue');--> statement-breakpoint
CREATE TYPE "public"."mood" AS ENUM('sad', 'happy');--> statement-breakpoint
CREATE TABLE "arrays" (
	"integers" integer[],
	"fixed" text[],
	"varchars" varchar(20)[] NOT NULL,
	"numerics" numeric(10, 2)[],
	"stamps" timestamp (3) with time zone[],
	"moods" "mood"[],
	"colours" "other"."Colour"[],
	"empty" text[] DEFAULT '{}' NOT NULL,
	"empty_sql" text[] DEFAULT '{}'::text[] NOT NULL,
	"array_sql" integer[] DEFAULT ARRAY[1, 2],
	"filled" integer[] DEFAULT '{1,2}',
	"texts" text[] DEFAULT '{"a","b c"}',
	"booleans" boolean[] DEFAULT '{true,false}',
	"bigs" bigint[],
	"moods_filled" "mood"[] DEFAULT '{"sad"}' NOT NULL,
	"colours_filled" "other"."Colour"[] DEFAULT '{"light blue"}' NOT NULL,
	"uuids" uuid[] DEFAULT '{"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}',
	"jsons" jsonb[],
	"dates" date[] DEFAULT '{"2024-01-02"}'
);
