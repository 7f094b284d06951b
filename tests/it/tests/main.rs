//! The program as its users meet it: the real binary against real databases.
#![expect(clippy::unwrap_used, reason = "all of this is tests")]

mod adopt;
mod answers;
mod backfill;
mod bad_input;
mod branches;
mod check;
mod commands;
mod demo;
mod deploy;
mod doctor;
mod drift;
mod embedded;
mod guarded;
mod history;
mod inspect;
mod kill;
mod layouts;
mod models;
mod online;
mod plan;
mod plan_file;
mod policies;
mod postgres;
mod preflight;
mod program;
mod programs;
mod proof;
mod quarantine;
mod roles;
mod selection;
mod snapshots;
mod stories;
mod story;
mod together;
