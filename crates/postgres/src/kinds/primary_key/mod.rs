//! Primary keys (manual, 5.5.4).
//! What it does is what every constraint with an index behind it does: see `backed.rs`.

super::backed::backed_kind!(PrimaryKey, "primary_key", 8, "p");
