-- Written by MikroORM 6.6.14: schema:create
create schema if not exists "far";
create table "far"."far" ("id" uuid not null, "a" varchar(255) null, constraint "far_pkey" primary key ("id"));
comment on table "far"."far" is 'elsewhere';
comment on column "far"."far"."a" is 'a';

create table "told" ("id" serial primary key, "text" text not null);
comment on table "told" is 'What was told';
comment on column "told"."id" is 'which one';
comment on column "told"."text" is 'the words themselves';

