//! Runs against a real PostgreSQL, which the crate itself finds or starts, and against SQLite files.

mod crash;
mod fate;
mod leaks;
mod postgres;
mod shapes;
mod sqlite;
