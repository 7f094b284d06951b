-- Written by MikroORM 6.6.14: schema:create
create table "price" ("id" serial primary key, "net" int not null, "rate" numeric(5,2) not null, "gross" numeric(10,2) generated always as (net * rate) stored not null, "always" int generated always as identity not null, "first" varchar(255) not null, "last" varchar(255) not null, "full" varchar(255) generated always as (first || ' ' || last) stored not null, constraint reasonable check (rate < 100), constraint price_net_check check (net <> 13));

