-- Written by drizzle-kit 1.0.0-rc.5: generate
CREATE TYPE "Kind of thing" AS ENUM('A', 'b c', 'ß');--> statement-breakpoint
CREATE TABLE "User" (
	"id" serial PRIMARY KEY,
	"order" integer UNIQUE,
	"camelCase" text DEFAULT 'x' NOT NULL,
	"with space" text,
	"größe" text
);
--> statement-breakpoint
CREATE TABLE "a_table_that_has_a_long_name" (
	"a_column_with_a_long_name" integer,
	"select" "Kind of thing",
	"from" text,
	CONSTRAINT "a_table_that_has_a_long_name_pkey" PRIMARY KEY("a_column_with_a_long_name","from"),
	CONSTRAINT "a_table_that_has_a_long_name_select_from_unique" UNIQUE("select","from")
);
--> statement-breakpoint
CREATE INDEX "an index of it" ON "a_table_that_has_a_long_name" ("from");--> statement-breakpoint
ALTER TABLE "a_table_that_has_a_long_name" ADD CONSTRAINT "a_table_that_has_a_long_name_vfedQPzEIjBb_fkey" FOREIGN KEY ("a_column_with_a_long_name") REFERENCES "User"("id");