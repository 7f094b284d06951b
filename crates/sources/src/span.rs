//! Lengths of time as people write them: `500ms`, `5s`, `2m`, `1h`. Must not know what they are for.

use std::time::Duration;

/// Reads a number with a unit; a number alone is seconds.
///
/// # Errors
/// A sentence that repeats what was written.
pub fn parse(text: &str) -> Result<Duration, String> {
    let complaint = || format!("`{text}` is not a length of time such as 500ms, 5s or 2m");
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let number: u64 = number.parse().map_err(|_| complaint())?;
    let milliseconds = match unit.trim() {
        "ms" => Some(number),
        "s" | "" => number.checked_mul(1000),
        "m" | "min" => number.checked_mul(60_000),
        "h" => number.checked_mul(3_600_000),
        _ => None,
    };
    // PostgreSQL counts timeouts in milliseconds of 31 bits.
    let fits = milliseconds.filter(|ms| i32::try_from(*ms).is_ok());
    fits.map(Duration::from_millis).ok_or_else(complaint)
}

/// Reads a long time, such as `7 days` or `2 weeks`; shorter units do too.
///
/// # Errors
/// A sentence that repeats what was written.
pub fn parse_long(text: &str) -> Result<Duration, String> {
    const DAY: u64 = 24 * 3600;
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let seconds = match unit.trim() {
        "d" | "day" | "days" => Some(DAY),
        "w" | "week" | "weeks" => Some(7 * DAY),
        "hours" | "hour" => Some(3600),
        _ => None,
    };
    let Some(seconds) = seconds else { return parse(text) };
    let long = number.parse::<u64>().ok().and_then(|number| number.checked_mul(seconds));
    long.map(Duration::from_secs)
        .ok_or_else(|| format!("`{text}` is not a length of time such as 12h or 7 days"))
}

/// Writes a long time in days, where it is a number of them.
pub fn format_long(span: Duration) -> String {
    match (span.as_secs() % (24 * 3600), span.as_secs() / (24 * 3600)) {
        (0, 1) => "1 day".to_owned(),
        (0, days) if days > 0 => format!("{days} days"),
        _ => format(span),
    }
}

/// Writes it in the largest unit that needs no fraction.
pub fn format(span: Duration) -> String {
    let milliseconds = span.as_millis();
    match milliseconds {
        0 => "0".to_owned(),
        ms if ms % 3_600_000 == 0 => format!("{}h", ms / 3_600_000),
        ms if ms % 60_000 == 0 => format!("{}m", ms / 60_000),
        ms if ms % 1000 == 0 => format!("{}s", ms / 1000),
        ms => format!("{ms}ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["0", "7ms", "1500ms", "5s", "90s", "2m", "3h"] {
            assert_eq!(format(parse(text).unwrap()), text);
        }
        assert_eq!(parse("60"), parse("1m"));
    }

    #[test]
    fn what_is_no_length_of_time_is_refused() {
        for text in ["", "s", "-5s", "1.5s", "5 days", "99999999999s", "600h"] {
            assert!(parse(text).unwrap_err().contains("such as 500ms"), "{text}");
        }
    }

    #[test]
    fn long_times() {
        let days = |days: u64| Duration::from_secs(days * 24 * 3600);
        assert_eq!(parse_long("7 days"), Ok(days(7)));
        assert_eq!(parse_long("2w"), Ok(days(14)));
        assert_eq!(parse_long("90m"), Ok(Duration::from_secs(5400)));
        assert!(parse_long("some days").is_err());
        assert_eq!(format_long(days(7)), "7 days");
        assert_eq!(format_long(days(1)), "1 day");
        assert_eq!(format_long(Duration::from_secs(5400)), "90m");
    }
}
