//! Procedures. What a procedure is, is what every routine is: see `routine.rs`.

super::routine::routine_kind!(Procedure, "procedure", "PROCEDURE", "pg_proc p", "\n  AND p.prokind = 'p'");
