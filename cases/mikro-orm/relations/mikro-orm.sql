-- Written by MikroORM 6.6.14: schema:create
create table "author" ("id" serial primary key, "name" varchar(255) not null, "boss_id" int null);

create table "author_friends" ("author_1_id" int not null, "author_2_id" int not null, constraint "author_friends_pkey" primary key ("author_1_id", "author_2_id"));

create table "cover" ("id" serial primary key);

create table "book" ("id" uuid not null, "author_id" int not null, "editor_id" int null, "checker_id" int null, "reader_id" int null, "cover_id" int null, constraint "book_pkey" primary key ("id"));
alter table "book" add constraint "book_cover_id_unique" unique ("cover_id");

create table "region" ("country" varchar(255) not null, "code" varchar(255) not null, constraint "region_pkey" primary key ("country", "code"));

create table "shop" ("id" serial primary key, "region_country" varchar(255) not null, "region_code" varchar(255) not null);

create table "stock" ("shop_id" int not null, "book_id" uuid not null, "count" int not null default 0, constraint "stock_pkey" primary key ("shop_id", "book_id"));

create table "tag" ("id" bigserial primary key, "name" varchar(255) not null);

create table "book_to_tag" ("book_id" uuid not null, "tag_id" bigint not null, constraint "book_to_tag_pkey" primary key ("book_id", "tag_id"));

alter table "author" add constraint "author_boss_id_foreign" foreign key ("boss_id") references "author" ("id") on update cascade on delete set null;

alter table "author_friends" add constraint "author_friends_author_1_id_foreign" foreign key ("author_1_id") references "author" ("id") on update cascade on delete cascade;
alter table "author_friends" add constraint "author_friends_author_2_id_foreign" foreign key ("author_2_id") references "author" ("id") on update cascade on delete cascade;

alter table "book" add constraint "book_author_id_foreign" foreign key ("author_id") references "author" ("id") on update cascade;
alter table "book" add constraint "book_editor_id_foreign" foreign key ("editor_id") references "author" ("id") on update restrict on delete cascade;
alter table "book" add constraint "checked_by" foreign key ("checker_id") references "author" ("id") on update cascade on delete set null deferrable initially deferred ;
alter table "book" add constraint "book_cover_id_foreign" foreign key ("cover_id") references "cover" ("id") on update cascade on delete set null;

alter table "shop" add constraint "shop_region_country_region_code_foreign" foreign key ("region_country", "region_code") references "region" ("country", "code") on update cascade;

alter table "stock" add constraint "stock_shop_id_foreign" foreign key ("shop_id") references "shop" ("id") on update cascade;
alter table "stock" add constraint "stock_book_id_foreign" foreign key ("book_id") references "book" ("id") on update cascade;

alter table "book_to_tag" add constraint "book_to_tag_book_id_foreign" foreign key ("book_id") references "book" ("id") on update cascade on delete cascade;
alter table "book_to_tag" add constraint "book_to_tag_tag_id_foreign" foreign key ("tag_id") references "tag" ("id") on update cascade on delete cascade;

