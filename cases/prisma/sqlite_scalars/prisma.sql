-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateTable
CREATE TABLE "Thing" (
    "int" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bigInt" BIGINT NOT NULL DEFAULT 5,
    "float" REAL NOT NULL DEFAULT 1.5,
    "decimal" DECIMAL NOT NULL DEFAULT 1.50,
    "boolean" BOOLEAN NOT NULL DEFAULT true,
    "string" TEXT DEFAULT 'it''s',
    "dateTime" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moment" DATETIME NOT NULL DEFAULT '2020-01-01 00:00:00 +00:00',
    "bytes" BLOB NOT NULL DEFAULT '68656c6c6f',
    "json" JSONB NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'admin',
    "made" TEXT NOT NULL DEFAULT (lower('A')),
    "odd" foo,
    "changed" DATETIME,
    "u" TEXT NOT NULL
);
