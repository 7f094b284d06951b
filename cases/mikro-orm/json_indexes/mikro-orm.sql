-- Written by MikroORM 6.6.14: schema:create
create table "doc" ("id" serial primary key, "meta" jsonb null, "title" varchar(255) not null);
create index "doc_meta_kind_index" on "doc" (("meta"->>'kind'));
create index "deep" on "doc" (("meta"->'a'->'b'->>'c'), title);
create index "inverted" on "doc" using gin ("meta");
create unique index "doc_meta_key_unique" on "doc" (("meta"->>'key'));

