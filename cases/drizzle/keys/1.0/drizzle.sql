-- Written by drizzle-kit 1.0.0-rc.5: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TABLE "members" (
	"region" text,
	"tenant" integer,
	"user_id" integer,
	"restricted" integer,
	"defaulted" integer DEFAULT 1,
	"nothing" integer,
	"outside_id" uuid
);
--> statement-breakpoint
CREATE TABLE "named" (
	"a" integer,
	"b" integer,
	CONSTRAINT "the_key" PRIMARY KEY("b","a"),
	CONSTRAINT "unnamed_pair" UNIQUE("a","b")
);
--> statement-breakpoint
CREATE TABLE "other"."outside" (
	"id" uuid PRIMARY KEY,
	"user_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "single" (
	"a" integer,
	CONSTRAINT "single_key" PRIMARY KEY("a")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"region" text,
	"number" integer,
	"name" text UNIQUE,
	CONSTRAINT "tenants_pkey" PRIMARY KEY("region","number"),
	CONSTRAINT "name_in_region" UNIQUE NULLS NOT DISTINCT("region","name")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" serial PRIMARY KEY,
	"email" text NOT NULL UNIQUE,
	"login" text CONSTRAINT "one_login" UNIQUE,
	"code" text CONSTRAINT "one_code" UNIQUE NULLS NOT DISTINCT,
	"boss_id" integer
);
--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_restricted_users_id_fkey" FOREIGN KEY ("restricted") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_defaulted_users_id_fkey" FOREIGN KEY ("defaulted") REFERENCES "users"("id") ON DELETE SET DEFAULT ON UPDATE SET DEFAULT;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_nothing_users_id_fkey" FOREIGN KEY ("nothing") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_outside_id_outside_id_fkey" FOREIGN KEY ("outside_id") REFERENCES "other"."outside"("id");--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_region_tenant_tenants_region_number_fkey" FOREIGN KEY ("region","tenant") REFERENCES "tenants"("region","number") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "named_fk" FOREIGN KEY ("nothing") REFERENCES "users"("id");--> statement-breakpoint
ALTER TABLE "other"."outside" ADD CONSTRAINT "outside_user_id_users_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_boss_id_users_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "users"("id");