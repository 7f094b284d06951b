-- Written by drizzle-kit 0.31.11: generate
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
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "single" (
	"a" integer,
	CONSTRAINT "single_key" PRIMARY KEY("a")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"region" text NOT NULL,
	"number" integer NOT NULL,
	"name" text,
	CONSTRAINT "tenants_region_number_pk" PRIMARY KEY("region","number"),
	CONSTRAINT "tenants_name_unique" UNIQUE("name"),
	CONSTRAINT "name_in_region" UNIQUE NULLS NOT DISTINCT("region","name")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"login" text,
	"code" text,
	"boss_id" integer,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "one_login" UNIQUE("login"),
	CONSTRAINT "one_code" UNIQUE NULLS NOT DISTINCT("code")
);
--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_restricted_users_id_fk" FOREIGN KEY ("restricted") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_defaulted_users_id_fk" FOREIGN KEY ("defaulted") REFERENCES "public"."users"("id") ON DELETE set default ON UPDATE set default;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_nothing_users_id_fk" FOREIGN KEY ("nothing") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_outside_id_outside_id_fk" FOREIGN KEY ("outside_id") REFERENCES "other"."outside"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_region_tenant_tenants_region_number_fk" FOREIGN KEY ("region","tenant") REFERENCES "public"."tenants"("region","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "named_fk" FOREIGN KEY ("nothing") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "other"."outside" ADD CONSTRAINT "outside_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_boss_id_users_id_fk" FOREIGN KEY ("boss_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;