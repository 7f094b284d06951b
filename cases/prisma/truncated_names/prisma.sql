-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän" (
    "id" INTEGER NOT NULL,
    "anotherVeryLongColumnNameForTheIndex" INTEGER NOT NULL,

    CONSTRAINT "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rest_of_the_tables_of_this_schema" (
    "id" INTEGER NOT NULL,
    "aLongNameOfAFieldThatLeadsToTheOther" INTEGER NOT NULL,

    CONSTRAINT "rest_of_the_tables_of_this_schema_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän__idx" ON "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän"("anotherVeryLongColumnNameForTheIndex", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän__key" ON "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän"("id", "anotherVeryLongColumnNameForTheIndex");

-- AddForeignKey
ALTER TABLE "rest_of_the_tables_of_this_schema" ADD CONSTRAINT "rest_of_the_tables_of_this_schema_aLongNameOfAFieldThatLea_fkey" FOREIGN KEY ("aLongNameOfAFieldThatLeadsToTheOther") REFERENCES "AVeryLongModelNameThatGoesOnAndOnAndOnUntilItIsLongerThän"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
