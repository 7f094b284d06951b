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

/// This moment as a stamp.
pub(crate) fn stamp() -> String {
    OffsetDateTime::now_utc().format(STAMP).expect("a date can be written as digits")
}

/// The moment of a stamp.
pub(crate) fn of_stamp(stamp: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(stamp, STAMP).ok().map(PrimitiveDateTime::assume_utc)
}

/// The stamp of a new migration: now, but always behind the last one, even where two are made within a second or a
/// colleague's clock goes ahead.
pub(crate) fn next_stamp(migrations: &Migrations) -> String {
    let now = stamp();
    match migrations.list.last().map(|migration| migration.name.stamp()).filter(|stamp| !stamp.is_empty()) {
        Some(last) if number(last) >= number(&now) => behind(last),
        Some(_) | None => now,
    }
}

const STAMP: &[time::format_description::BorrowedFormatItem<'_>] =
    format_description!("[year][month][day][hour][minute][second]");

/// The next second. Digits that are no moment, because somebody wrote them by hand, are counted on as a number.
fn behind(stamp: &str) -> String {
    let moment = PrimitiveDateTime::parse(stamp, STAMP).ok();
    let next = moment.and_then(|moment| moment.checked_add(Duration::SECOND)?.format(STAMP).ok());
    next.unwrap_or_else(|| format!("{:0width$}", number(stamp).saturating_add(1), width = stamp.len()))
}

fn number(stamp: &str) -> u128 {
    stamp.parse().unwrap_or(u128::MAX)
}

#[cfg(test)]
mod tests {
    use super::behind;

    #[test]
    fn a_stamp_is_followed_by_the_next_second() {
        assert_eq!(behind("20261121210159"), "20261121210200");
        assert_eq!(behind("20261231235959"), "20270101000000");
    }

    #[test]
    fn digits_that_are_no_moment_are_counted_on() {
        assert_eq!(behind("20261121210160"), "20261121210161");
        assert_eq!(behind("00000000000009"), "00000000000010");
    }
}
