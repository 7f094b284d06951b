-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role_t" AS ENUM ('USER', 'admin');

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "ints" INTEGER[],
    "texts" VARCHAR(20)[],
    "moments" TIMESTAMPTZ(3)[],
    "decimals" DECIMAL(5,1)[],
    "roles" "role_t"[],
    "jsons" JSONB[],
    "bytes" BYTEA[],

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
