-- Written by Prisma 7.10.0: migrate diff --from-empty --script
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "json" JSONB NOT NULL,
    "texts" TEXT[],
    "c0" BIT(3) NOT NULL,
    "c1" VARBIT(3) NOT NULL,
    "c2" CHAR(3) NOT NULL,
    "c3" BYTEA NOT NULL,
    "c4" DATE NOT NULL,
    "c5" REAL NOT NULL,
    "c6" DOUBLE PRECISION NOT NULL,
    "c7" INET NOT NULL,
    "c8" SMALLINT NOT NULL,
    "c9" INTEGER NOT NULL,
    "c10" BIGINT NOT NULL,
    "c11" DECIMAL(65,30) NOT NULL,
    "c12" OID NOT NULL,
    "c13" TEXT NOT NULL,
    "c14" TIMESTAMP(3) NOT NULL,
    "c15" TIMESTAMPTZ(3) NOT NULL,
    "c16" TIME(3) NOT NULL,
    "c17" TIMETZ(3) NOT NULL,
    "c18" UUID NOT NULL,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "brin_Bit_MinMaxOps" ON "Thing" USING BRIN ("c0" bit_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_VarBit_MinMaxOps" ON "Thing" USING BRIN ("c1" varbit_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Bpchar_MinMaxOps" ON "Thing" USING BRIN ("c2" bpchar_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Bpchar_BloomOps" ON "Thing" USING BRIN ("c2" bpchar_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Bytea_MinMaxOps" ON "Thing" USING BRIN ("c3" bytea_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Bytea_BloomOps" ON "Thing" USING BRIN ("c3" bytea_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Date_MinMaxOps" ON "Thing" USING BRIN ("c4" date_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Date_MinMaxMultiOps" ON "Thing" USING BRIN ("c4" date_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Date_BloomOps" ON "Thing" USING BRIN ("c4" date_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Float4_MinMaxOps" ON "Thing" USING BRIN ("c5" float4_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Float4_MinMaxMultiOps" ON "Thing" USING BRIN ("c5" float4_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Float4_BloomOps" ON "Thing" USING BRIN ("c5" float4_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Float8_MinMaxOps" ON "Thing" USING BRIN ("c6" float8_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Float8_MinMaxMultiOps" ON "Thing" USING BRIN ("c6" float8_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Float8_BloomOps" ON "Thing" USING BRIN ("c6" float8_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Inet_MinMaxOps" ON "Thing" USING BRIN ("c7" inet_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Inet_MinMaxMultiOps" ON "Thing" USING BRIN ("c7" inet_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Inet_BloomOps" ON "Thing" USING BRIN ("c7" inet_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Int2_MinMaxOps" ON "Thing" USING BRIN ("c8" int2_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Int2_MinMaxMultiOps" ON "Thing" USING BRIN ("c8" int2_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Int2_BloomOps" ON "Thing" USING BRIN ("c8" int2_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Int4_MinMaxOps" ON "Thing" USING BRIN ("c9" int4_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Int4_MinMaxMultiOps" ON "Thing" USING BRIN ("c9" int4_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Int4_BloomOps" ON "Thing" USING BRIN ("c9" int4_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Int8_MinMaxOps" ON "Thing" USING BRIN ("c10" int8_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Int8_MinMaxMultiOps" ON "Thing" USING BRIN ("c10" int8_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Int8_BloomOps" ON "Thing" USING BRIN ("c10" int8_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Numeric_MinMaxOps" ON "Thing" USING BRIN ("c11" numeric_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Numeric_MinMaxMultiOps" ON "Thing" USING BRIN ("c11" numeric_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Numeric_BloomOps" ON "Thing" USING BRIN ("c11" numeric_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Oid_MinMaxOps" ON "Thing" USING BRIN ("c12" oid_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Oid_MinMaxMultiOps" ON "Thing" USING BRIN ("c12" oid_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Oid_BloomOps" ON "Thing" USING BRIN ("c12" oid_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Text_MinMaxOps" ON "Thing" USING BRIN ("c13" text_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Text_BloomOps" ON "Thing" USING BRIN ("c13" text_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Timestamp_MinMaxOps" ON "Thing" USING BRIN ("c14" timestamp_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Timestamp_MinMaxMultiOps" ON "Thing" USING BRIN ("c14" timestamp_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Timestamp_BloomOps" ON "Thing" USING BRIN ("c14" timestamp_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_TimestampTz_MinMaxOps" ON "Thing" USING BRIN ("c15" timestamptz_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_TimestampTz_MinMaxMultiOps" ON "Thing" USING BRIN ("c15" timestamptz_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_TimestampTz_BloomOps" ON "Thing" USING BRIN ("c15" timestamptz_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Time_MinMaxOps" ON "Thing" USING BRIN ("c16" time_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Time_MinMaxMultiOps" ON "Thing" USING BRIN ("c16" time_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Time_BloomOps" ON "Thing" USING BRIN ("c16" time_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_TimeTz_MinMaxOps" ON "Thing" USING BRIN ("c17" timetz_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_TimeTz_MinMaxMultiOps" ON "Thing" USING BRIN ("c17" timetz_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_TimeTz_BloomOps" ON "Thing" USING BRIN ("c17" timetz_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_Uuid_MinMaxOps" ON "Thing" USING BRIN ("c18" uuid_minmax_ops);

-- CreateIndex
CREATE INDEX "brin_Uuid_MinMaxMultiOps" ON "Thing" USING BRIN ("c18" uuid_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "brin_Uuid_BloomOps" ON "Thing" USING BRIN ("c18" uuid_bloom_ops);

-- CreateIndex
CREATE INDEX "brin_inclusion" ON "Thing" USING BRIN ("c7" inet_inclusion_ops);

-- CreateIndex
CREATE INDEX "Thing_json_idx" ON "Thing" USING GIN ("json");

-- CreateIndex
CREATE INDEX "gin_jsonb" ON "Thing" USING GIN ("json" jsonb_ops);

-- CreateIndex
CREATE INDEX "gin_path" ON "Thing" USING GIN ("json" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "Thing_texts_idx" ON "Thing" USING GIN ("texts" array_ops);

-- CreateIndex
CREATE INDEX "Thing_c7_idx" ON "Thing" USING GIST ("c7" inet_ops);

-- CreateIndex
CREATE INDEX "Thing_c13_idx" ON "Thing" USING SPGIST ("c13" text_ops);

-- CreateIndex
CREATE INDEX "Thing_c9_idx" ON "Thing" USING HASH ("c9");

-- CreateIndex
CREATE INDEX "Thing_c10_idx" ON "Thing" USING BRIN ("c10");
