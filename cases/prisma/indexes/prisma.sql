-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "things" (
    "id" INTEGER NOT NULL,
    "a" INTEGER NOT NULL,
    "bee" TEXT NOT NULL,

    CONSTRAINT "things_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "things_a_idx" ON "things"("a");

-- CreateIndex
CREATE INDEX "things_a_bee_idx" ON "things"("a", "bee");

-- CreateIndex
CREATE INDEX "sorted" ON "things"("a", "bee" DESC);

-- CreateIndex
CREATE INDEX "older_name" ON "things"("bee");

-- CreateIndex
CREATE INDEX "things_bee_a_idx" ON "things"("bee", "a");
