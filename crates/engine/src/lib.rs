//! The only part of evenkeel that touches databases, processes and the network.
//!
//! Must not know: arguments, configuration files or what is printed. It shows nothing itself; it returns values.

pub mod connect;
pub mod scratch;
