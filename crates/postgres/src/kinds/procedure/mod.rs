//! Procedures. What a procedure is, is what every routine is: see `routine.rs`.

super::routine::routine_kind!(Procedure, "procedure", "PROCEDURE", "\n  AND p.prokind = 'p'");
