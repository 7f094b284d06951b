-- Written by MikroORM 6.6.14: schema:create
create schema if not exists "far";
create table "near things" ("id" serial primary key, "Full Name" varchar(255) not null, "far_id" int null);
alter table "near things" add constraint "near things_Full Name_unique" unique ("Full Name");

create table "far"."far" ("id" serial primary key, "near_id" int not null, "order" varchar(255) not null);
create index "far_order_index" on "far"."far" ("order");

create table "far"."far_all" ("far_id" int not null, "near_id" int not null, constraint "far_all_pkey" primary key ("far_id", "near_id"));

alter table "near things" add constraint "near things_far_id_foreign" foreign key ("far_id") references "far"."far" ("id") on update cascade on delete set null;

alter table "far"."far" add constraint "far_near_id_foreign" foreign key ("near_id") references "near things" ("id") on update cascade;

alter table "far"."far_all" add constraint "far_all_far_id_foreign" foreign key ("far_id") references "far"."far" ("id") on update cascade on delete cascade;
alter table "far"."far_all" add constraint "far_all_near_id_foreign" foreign key ("near_id") references "near things" ("id") on update cascade on delete cascade;

