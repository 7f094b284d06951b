-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "id" SERIAL NOT NULL,
    "big" BIGSERIAL NOT NULL,
    "small" SMALLSERIAL NOT NULL,
    "made" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed" TIMESTAMP(3) NOT NULL,
    "both" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "u" UUID NOT NULL,
    "u4" TEXT NOT NULL,
    "u7" TEXT NOT NULL,
    "c" TEXT NOT NULL,
    "c2" TEXT NOT NULL,
    "ul" TEXT NOT NULL,
    "n" TEXT NOT NULL,
    "n9" TEXT NOT NULL,
    "g" UUID NOT NULL DEFAULT gen_random_uuid(),
    "g2" INTEGER,
    "g3" INTEGER NOT NULL DEFAULT 1 + 2,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
