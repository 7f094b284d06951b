-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateTable
CREATE TABLE "One" (
    "id" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "twos" (
    "a" INTEGER NOT NULL,
    "b" INTEGER NOT NULL,

    PRIMARY KEY ("a", "b")
);

-- CreateTable
CREATE TABLE "Three" (
    "id" BIGINT NOT NULL PRIMARY KEY
);

-- CreateIndex
CREATE UNIQUE INDEX "twos_b_key" ON "twos"("b");

-- CreateIndex
CREATE INDEX "twos_a_b_idx" ON "twos"("a", "b" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "named" ON "twos"("b", "a");
