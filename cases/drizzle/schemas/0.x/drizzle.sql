-- Written by drizzle-kit 0.31.11: generate
CREATE SCHEMA "my Schema";
--> statement-breakpoint
CREATE SCHEMA "unused";
--> statement-breakpoint
CREATE TYPE "public"."level" AS ENUM('low', 'high');--> statement-breakpoint
CREATE TYPE "my Schema"."Own Level" AS ENUM('low', 'high');--> statement-breakpoint
CREATE TABLE "my Schema"."things" (
	"id" serial PRIMARY KEY NOT NULL,
	"level" "my Schema"."Own Level" DEFAULT 'low' NOT NULL,
	"common" "level" DEFAULT 'high',
	"user_id" integer,
	"parent" integer,
	"name" text,
	CONSTRAINT "things_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "project_users" (
	"id" serial PRIMARY KEY NOT NULL,
	"level" "level"
);
--> statement-breakpoint
ALTER TABLE "my Schema"."things" ADD CONSTRAINT "things_user_id_project_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."project_users"("id") ON DELETE no action ON UPDATE no action;