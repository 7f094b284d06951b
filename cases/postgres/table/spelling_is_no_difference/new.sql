create table "public"."a" ("id" SERIAL primary key, x VARCHAR(10) default 'a', y INTEGER, z timestamp with time zone DEFAULT CURRENT_TIMESTAMP);
ALTER TABLE a ALTER z SET DEFAULT now();
CREATE UNIQUE INDEX a_x ON a (x);
