-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "One" (
    "id" TEXT NOT NULL,

    CONSTRAINT "one_key" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Two" (
    "a" INTEGER NOT NULL,
    "bee" TEXT NOT NULL,

    CONSTRAINT "Two_pkey" PRIMARY KEY ("a","bee")
);

-- CreateTable
CREATE TABLE "Three" (
    "b" INTEGER NOT NULL,
    "a" INTEGER NOT NULL,

    CONSTRAINT "three_pk" PRIMARY KEY ("b","a")
);

-- CreateTable
CREATE TABLE "NoId" (
    "a" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "NoIdOfTwo" (
    "a" INTEGER NOT NULL,
    "b" INTEGER NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "NoId_a_key" ON "NoId"("a");

-- CreateIndex
CREATE UNIQUE INDEX "NoIdOfTwo_a_b_key" ON "NoIdOfTwo"("a", "b");
