CREATE SCHEMA shop;
CREATE SCHEMA "Odd Schema";
CREATE TABLE public.a (id integer PRIMARY KEY);
CREATE TABLE shop.item (id integer PRIMARY KEY, a integer REFERENCES public.a);
CREATE TABLE "Odd Schema"."Order" ("select" integer);
