-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role_t" AS ENUM ('USER', 'admin');

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "none" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "texts" TEXT[] DEFAULT ARRAY['a', 'it''s']::TEXT[],
    "short" VARCHAR(3)[] DEFAULT ARRAY['x']::VARCHAR(3)[],
    "roles" "role_t"[] DEFAULT ARRAY['USER', 'admin']::"role_t"[],
    "moments" TIMESTAMP(3)[] DEFAULT ARRAY['2020-01-01 00:00:00 +02:00']::TIMESTAMP(3)[],
    "bytes" BYTEA[] DEFAULT ARRAY['\x68656c6c6f']::BYTEA[],
    "jsons" JSONB[] DEFAULT ARRAY['{}']::JSONB[],
    "floats" DOUBLE PRECISION[] DEFAULT ARRAY[1, 2.5]::DOUBLE PRECISION[],
    "flags" BOOLEAN[] DEFAULT ARRAY[true, false]::BOOLEAN[],
    "made" TEXT[] DEFAULT '{a,b}'::text[],

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
