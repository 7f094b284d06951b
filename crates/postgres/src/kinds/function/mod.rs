//! Functions and window functions. What a function is, is what every routine is: see `routine.rs`.

super::routine::routine_kind!(Function, "function", "FUNCTION", "pg_proc f, pg_proc w", "\n  AND p.prokind IN ('f', 'w')");
