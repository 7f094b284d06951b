//! Runs against a real PostgreSQL, which the crate itself finds or starts, and against SQLite files.

mod crash;
mod postgres;
mod sqlite;
