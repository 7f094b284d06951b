-- Written by drizzle-kit 1.0.0-rc.5: generate
CREATE SCHEMA "my Schema";
--> statement-breakpoint
CREATE SCHEMA "unused";
--> statement-breakpoint
CREATE TYPE "level" AS ENUM('low', 'high');--> statement-breakpoint
CREATE TYPE "my Schema"."Own Level" AS ENUM('low', 'high');--> statement-breakpoint
CREATE TABLE "my Schema"."things" (
	"id" serial PRIMARY KEY,
	"level" "my Schema"."Own Level" DEFAULT 'low'::"my Schema"."Own Level" NOT NULL,
	"common" "level" DEFAULT 'high'::"level",
	"user_id" integer,
	"parent" integer,
	"name" text UNIQUE
);
--> statement-breakpoint
CREATE TABLE "project_users" (
	"id" serial PRIMARY KEY,
	"level" "level"
);
--> statement-breakpoint
ALTER TABLE "my Schema"."things" ADD CONSTRAINT "things_user_id_project_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "project_users"("id");