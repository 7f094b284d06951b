-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('USER', 'the admin', 'GUEST2');

-- CreateEnum
CREATE TYPE "mapped_t" AS ENUM ('A');

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "role" "Role" NOT NULL,
    "maybe" "Role" DEFAULT 'GUEST2',
    "mapped" "mapped_t" NOT NULL,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
