CREATE TABLE t (a int primary key, b varchar( 10 ) default (1), check(a>0), foreign key (b) references t(a) on delete no action);
