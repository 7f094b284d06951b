//! Exclusion constraints (manual, 5.5.6).
//! What it does is what every constraint with an index behind it does: see `backed.rs`.

super::backed::backed_kind!(Exclusion, "exclusion", 11, "x");
