-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "id" UUID NOT NULL,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
