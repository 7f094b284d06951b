-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    "c" INTEGER,
    "dee" INTEGER NOT NULL,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Thing_a_key" ON "Thing"("a");

-- CreateIndex
CREATE UNIQUE INDEX "b_is_unique" ON "Thing"("b");

-- CreateIndex
CREATE UNIQUE INDEX "Thing_c_key" ON "Thing"("c" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Thing_a_dee_key" ON "Thing"("a", "dee");

-- CreateIndex
CREATE UNIQUE INDEX "Thing_a_b_key" ON "Thing"("a", "b");

-- CreateIndex
CREATE UNIQUE INDEX "named" ON "Thing"("b", "c");

-- CreateIndex
CREATE UNIQUE INDEX "Thing_c_dee_key" ON "Thing"("c" DESC, "dee");
