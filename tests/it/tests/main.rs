//! The program as its users meet it: the real binary against real databases.

mod answers;
mod bad_input;
mod demo;
mod postgres;
mod program;
mod story;
mod together;
