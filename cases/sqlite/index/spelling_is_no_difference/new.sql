CREATE TABLE t (a TEXT, "group" INT);
create index if not exists "i" on "t"("A" , [group] asc) where (a is not null);
