-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "citext";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "pgcrypto" WITH SCHEMA "ext";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA "ext" VERSION "1.1";

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "name" CITEXT NOT NULL,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
