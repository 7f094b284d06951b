CREATE TABLE t (a INT);
create trigger "r"
 before insert on "t" for each row begin
  select 1; -- nothing
 end;
