-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "vector" tsvector,
    "range" int4range NOT NULL DEFAULT '[1,2)'::int4range,
    "list" point[],

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Thing_vector_idx" ON "Thing" USING GIN ("vector");
