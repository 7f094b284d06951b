-- Written by drizzle-kit 0.31.11: generate
CREATE TYPE "public"."Kind of thing" AS ENUM('A', 'b c', 'ß');--> statement-breakpoint
CREATE TABLE "User" (
	"id" serial PRIMARY KEY NOT NULL,
	"order" integer,
	"camelCase" text DEFAULT 'x' NOT NULL,
	"with space" text,
	"größe" text,
	CONSTRAINT "User_order_unique" UNIQUE("order")
);
--> statement-breakpoint
CREATE TABLE "a_table_that_has_a_long_name" (
	"a_column_with_a_long_name" integer,
	"select" "Kind of thing",
	"from" text,
	CONSTRAINT "a_table_that_has_a_long_name_a_column_with_a_long_name_from_pk" PRIMARY KEY("a_column_with_a_long_name","from"),
	CONSTRAINT "a_table_that_has_a_long_name_select_from_unique" UNIQUE("select","from")
);
--> statement-breakpoint
ALTER TABLE "a_table_that_has_a_long_name" ADD CONSTRAINT "a_table_that_has_a_long_name_a_column_with_a_long_name_User_id_fk" FOREIGN KEY ("a_column_with_a_long_name") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "an index of it" ON "a_table_that_has_a_long_name" USING btree ("from");