-- Written by drizzle-kit 0.31.11: generate
CREATE SCHEMA "other";
--> statement-breakpoint
CREATE TABLE "t" (
	"a" integer,
	"b" text,
	"camelCase" text,
	"made" timestamp,
	"data" jsonb,
	"gone" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "other"."u" (
	"a" integer,
	"b" text
);
--> statement-breakpoint
CREATE INDEX "t_a_b_index" ON "t" USING btree ("a","b");--> statement-breakpoint
CREATE INDEX "plain" ON "t" USING btree ("a");--> statement-breakpoint
CREATE UNIQUE INDEX "once" ON "t" USING btree ("b");--> statement-breakpoint
CREATE INDEX "descending" ON "t" USING btree ("a" DESC NULLS LAST,"b");--> statement-breakpoint
CREATE INDEX "descending_first" ON "t" USING btree ("a" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "descending_last" ON "t" USING btree ("a" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ascending_first" ON "t" USING btree ("a" NULLS FIRST);--> statement-breakpoint
CREATE INDEX "ascending_last" ON "t" USING btree ("a");--> statement-breakpoint
CREATE INDEX "by_expression" ON "t" USING btree (lower("b"));--> statement-breakpoint
CREATE UNIQUE INDEX "by_both" ON "t" USING btree (lower("camelCase"),"a");--> statement-breakpoint
CREATE INDEX "some" ON "t" USING btree ("a") WHERE "t"."gone" = false;--> statement-breakpoint
CREATE UNIQUE INDEX "some_once" ON "t" USING btree ("b") WHERE gone is false and "t"."a" > 3;--> statement-breakpoint
CREATE INDEX "hashed" ON "t" USING hash ("b");--> statement-breakpoint
CREATE INDEX "inverted" ON "t" USING gin ("data");--> statement-breakpoint
CREATE INDEX "inverted_paths" ON "t" USING gin ("data" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "blocks" ON "t" USING brin ("made");--> statement-breakpoint
CREATE INDEX "patterns" ON "t" USING btree ("b" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "patterns_desc" ON "t" USING btree ("b" text_pattern_ops,"camelCase");--> statement-breakpoint
CREATE INDEX "filled" ON "t" USING btree ("a") WITH (fillfactor=70);--> statement-breakpoint
CREATE INDEX "filled_more" ON "t" USING gin ("data") WITH (fastupdate=off,gin_pending_list_limit=128);--> statement-breakpoint
CREATE INDEX CONCURRENTLY "alongside" ON "t" USING btree ("a","made");--> statement-breakpoint
CREATE INDEX "u_a" ON "other"."u" USING btree ("a");--> statement-breakpoint
CREATE UNIQUE INDEX "u_a_b_index" ON "other"."u" USING btree ("a","b");