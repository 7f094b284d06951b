-- Written by drizzle-kit 0.31.11: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE ROLE "case_app";--> statement-breakpoint
CREATE ROLE "case_boss" WITH CREATEDB CREATEROLE NOINHERIT;--> statement-breakpoint
CREATE TABLE "late" (
	"id" integer
);
--> statement-breakpoint
ALTER TABLE "late" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notes" (
	"id" integer PRIMARY KEY NOT NULL,
	"owner" text
);
--> statement-breakpoint
ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "other"."outside" (
	"id" integer
);
--> statement-breakpoint
ALTER TABLE "other"."outside" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "linked" ON "late" AS PERMISSIVE FOR SELECT TO current_role USING (true);--> statement-breakpoint
CREATE POLICY "everything" ON "notes" AS PERMISSIVE FOR ALL TO public;--> statement-breakpoint
CREATE POLICY "read" ON "notes" AS PERMISSIVE FOR SELECT TO "case_app" USING ("notes"."owner" = current_user);--> statement-breakpoint
CREATE POLICY "write" ON "notes" AS RESTRICTIVE FOR INSERT TO "case_boss", public WITH CHECK (owner is not null);--> statement-breakpoint
CREATE POLICY "change" ON "notes" AS PERMISSIVE FOR UPDATE TO "pg_monitor" USING (true) WITH CHECK (id > 0);--> statement-breakpoint
CREATE POLICY "remove all of it" ON "notes" AS PERMISSIVE FOR DELETE TO current_user USING (owner = 'it''s');--> statement-breakpoint
CREATE POLICY "seen" ON "other"."outside" AS PERMISSIVE FOR ALL TO session_user;--> statement-breakpoint
CREATE POLICY "linked_outside" ON "other"."outside" AS PERMISSIVE FOR ALL TO public USING (false);