-- Written by MikroORM 6.6.14: schema:create
create schema if not exists "far";
create type "far"."far_type" as enum ('p', 'q');
create type "far"."other_type" as enum ('p', 'q');
create type "level_type" as enum ('low', 'very high');
create table "far"."far" ("id" serial primary key, "native" "far"."far_type" not null, "elsewhere" "far"."other_type" null);

create table "thing" ("id" serial primary key, "level" text check ("level" in ('low', 'very high')) not null default 'low', "optional" text check ("optional" in ('a', 'b')) null, "number" smallint not null default 1, "native" "level_type" not null default 'very high', "natives" "level_type"[] null, "several" text[] not null default '{}');

