-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "The Users" (
    "user_id" INTEGER NOT NULL,
    "e-mail" TEXT NOT NULL,

    CONSTRAINT "The Users_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "posts" (
    "id" INTEGER NOT NULL,
    "author_id" INTEGER NOT NULL,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "The Users_e-mail_key" ON "The Users"("e-mail");

-- CreateIndex
CREATE INDEX "The Users_e-mail_user_id_idx" ON "The Users"("e-mail", "user_id");

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "The Users"("user_id") ON DELETE RESTRICT ON UPDATE CASCADE;
