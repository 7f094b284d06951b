-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" INTEGER NOT NULL,
    "fCascade" INTEGER,
    "fRestrict" INTEGER,
    "fNoAction" INTEGER,
    "fSetNull" INTEGER,
    "fSetDefault" INTEGER,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_fCascade_fkey" FOREIGN KEY ("fCascade") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_fRestrict_fkey" FOREIGN KEY ("fRestrict") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_fNoAction_fkey" FOREIGN KEY ("fNoAction") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_fSetNull_fkey" FOREIGN KEY ("fSetNull") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE SET NULL;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_fSetDefault_fkey" FOREIGN KEY ("fSetDefault") REFERENCES "User"("id") ON DELETE SET DEFAULT ON UPDATE SET DEFAULT;
