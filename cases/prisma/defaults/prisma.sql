-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('USER', 'the admin');

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL DEFAULT 7,
    "minus" INTEGER NOT NULL DEFAULT -3,
    "big" BIGINT NOT NULL DEFAULT 9007199254740993,
    "float" DOUBLE PRECISION NOT NULL DEFAULT 1.50,
    "whole" DOUBLE PRECISION NOT NULL DEFAULT 2,
    "dec" DECIMAL(10,2) NOT NULL DEFAULT 12.30,
    "money" MONEY NOT NULL DEFAULT 5,
    "yes" BOOLEAN NOT NULL DEFAULT true,
    "no" BOOLEAN DEFAULT false,
    "text" TEXT NOT NULL DEFAULT 'it''s',
    "back" TEXT NOT NULL DEFAULT 'a\b "c" é é 
 d',
    "empty" TEXT NOT NULL DEFAULT '',
    "json" JSONB NOT NULL DEFAULT '{"a": "it''s"}',
    "json2" JSON NOT NULL DEFAULT '[]',
    "bytes" BYTEA NOT NULL DEFAULT '\x68656c6c6f',
    "moment" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-01 00:00:00 +00:00',
    "east" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-02 03:04:05.123456 +02:00',
    "milli" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-02 03:04:05.120 -03:30',
    "date" DATE NOT NULL DEFAULT '2020-01-01 00:00:00 +00:00',
    "role" "Role" NOT NULL DEFAULT 'the admin',

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);
