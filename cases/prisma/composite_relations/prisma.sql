-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Post" (
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("a","b")
);

-- CreateTable
CREATE TABLE "Ref" (
    "id" INTEGER NOT NULL,
    "x" INTEGER NOT NULL,
    "y" TEXT NOT NULL,

    CONSTRAINT "Ref_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Opt" (
    "id" INTEGER NOT NULL,
    "x" INTEGER,
    "y" TEXT,

    CONSTRAINT "Opt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mix" (
    "id" INTEGER NOT NULL,
    "x" INTEGER NOT NULL,
    "y" TEXT,

    CONSTRAINT "Mix_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "Ref" ADD CONSTRAINT "ref_to_post" FOREIGN KEY ("x", "y") REFERENCES "Post"("a", "b") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Opt" ADD CONSTRAINT "Opt_x_y_fkey" FOREIGN KEY ("x", "y") REFERENCES "Post"("a", "b") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mix" ADD CONSTRAINT "Mix_x_y_fkey" FOREIGN KEY ("x", "y") REFERENCES "Post"("a", "b") ON DELETE RESTRICT ON UPDATE CASCADE;
