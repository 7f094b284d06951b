//! Unique constraints (manual, 5.5.3), among them NULLS NOT DISTINCT, INCLUDE and DEFERRABLE.
//! What it does is what every constraint with an index behind it does: see `backed.rs`.

super::backed::backed_kind!(Unique, "unique", 9, "u");
