//! The program as its users meet it: the real binary against real databases.

mod program;
