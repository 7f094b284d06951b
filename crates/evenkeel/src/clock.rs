//! What time it is, for the names of new migrations and for logs. The only place that asks a clock.

use evenkeel_sources::Migrations;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// Now, for entries of a log.
pub(crate) fn now() -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    OffsetDateTime::now_utc().format(form).expect("a date can be written as digits")
}

/// This moment.
pub(crate) fn instant() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// The moment that a row of a ledger tells, `2026-11-20T10:30:00.123456Z`.
pub(crate) fn moment(text: &str) -> Option<OffsetDateTime> {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    PrimitiveDateTime::parse(text.get(..19)?, form).ok().map(PrimitiveDateTime::assume_utc)
}

/// A moment to the minute, for people.
pub(crate) fn minute(at: OffsetDateTime) -> String {
    let form = format_description!("[year]-[month]-[day] [hour]:[minute]");
    at.format(form).expect("a date can be written as digits")
}

/// The stamp of a new migration: now, but always behind the last one, even where two are made within a second or a
/// colleague's clock goes ahead.
pub(crate) fn next_stamp(migrations: &Migrations) -> String {
    let form = format_description!("[year][month][day][hour][minute][second]");
    let now = OffsetDateTime::now_utc();
    let now = PrimitiveDateTime::new(now.date(), now.time());
    let last = migrations.list.last().map(|migration| migration.name.stamp());
    let last = last.and_then(|stamp| PrimitiveDateTime::parse(stamp, form).ok());
    let next = match last {
        Some(last) if last >= now.replace_nanosecond(0).unwrap_or(now) => last + Duration::SECOND,
        Some(_) | None => now,
    };
    next.format(form).expect("a date can be written as digits")
}
