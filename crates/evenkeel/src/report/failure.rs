//! A failure as text for people. Must not know where the text goes.

use super::excerpt;
use super::paint::{Hue, Paint};
use crate::failure::{Failure, Place};

/// All lines of a failure.
pub(super) fn text(paint: Paint, failure: &Failure) -> String {
    let mut text = head(paint, failure);
    for detail in &failure.details {
        for line in detail.lines() {
            text.push_str("  ");
            text.push_str(line);
            text.push('\n');
        }
    }
    if let Some(sqlstate) = &failure.sqlstate {
        text.push_str("SQLSTATE ");
        text.push_str(sqlstate);
        text.push('\n');
    }
    for hint in &failure.hints {
        text.push_str(&hint_line(paint, hint));
    }
    text
}

/// `hint: …`; the lines after the first one stand below it.
pub(super) fn hint_line(paint: Paint, hint: &str) -> String {
    format!("{}: {}\n", paint.hue(Hue::Hint, "hint"), hint.trim_end().replace('\n', "\n      "))
}

fn head(paint: Paint, failure: &Failure) -> String {
    match &failure.place {
        Some(place @ Place { marked: Some(marked), .. }) => {
            let rendered = excerpt::render(paint, failure.code, &failure.message, place, marked);
            format!("{}\n", rendered.trim_end())
        }
        Some(Place { file, marked: None }) => format!("{} --> {}\n", title(paint, failure), file.display()),
        None => title(paint, failure),
    }
}

fn title(paint: Paint, failure: &Failure) -> String {
    let label = paint.hue(Hue::Error, &format!("error[{}]", failure.code));
    format!("{label}: {}\n", failure.message)
}
