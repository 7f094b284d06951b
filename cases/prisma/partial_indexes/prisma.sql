-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "done" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL,
    "gone_at" TIMESTAMP(3),
    "maybe" TEXT,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Thing_maybe_key" ON "Thing"("maybe") WHERE ("done" = true);

-- CreateIndex
CREATE INDEX "Thing_status_idx" ON "Thing"("status") WHERE (status = 'active');

-- CreateIndex
CREATE INDEX "Thing_count_idx" ON "Thing"("count") WHERE ("gone_at" IS NULL);

-- CreateIndex
CREATE INDEX "Thing_count_status_idx" ON "Thing"("count", "status") WHERE ("done" = false AND "status" != 'it''s');

-- CreateIndex
CREATE UNIQUE INDEX "Thing_status_key" ON "Thing"("status") WHERE ("gone_at" IS NOT NULL AND "count" = 3);
