-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "int" INTEGER NOT NULL,
    "bigInt" BIGINT NOT NULL,
    "float" DOUBLE PRECISION NOT NULL,
    "decimal" DECIMAL(65,30) NOT NULL,
    "boolean" BOOLEAN NOT NULL,
    "string" TEXT NOT NULL,
    "dateTime" TIMESTAMP(3) NOT NULL,
    "bytes" BYTEA NOT NULL,
    "json" JSONB NOT NULL,
    "optInt" INTEGER,
    "optText" TEXT,
    "optJson" JSONB,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("int")
);
