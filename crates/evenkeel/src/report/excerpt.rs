//! The lines at fault with the offending part underlined. Must not know what is wrong with them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use evenkeel_sources::position;

use super::paint::Paint;
use crate::failure::{Marked, Place};

/// More lines than this are cut off: the first ones are enough to find the place.
const LINES_MAX: usize = 6;
/// A line longer than this is shown around the fault only.
const COLUMNS_MAX: usize = 160;

/// `error[code]: message`, then the place and its lines.
pub(super) fn render(paint: Paint, code: &str, message: &str, place: &Place, marked: &Marked) -> String {
    let place_start = position::position(&marked.text, marked.range.start);
    let window = window(&marked.text, marked.range.clone());
    let path = place.file.display().to_string();
    let report = [Level::ERROR.primary_title(message).id(code).element(
        Snippet::source(window.text.as_str())
            .path(path.as_str())
            .line_start(window.first_line)
            .annotation(AnnotationKind::Primary.span(window.marked.clone())),
    )];
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Coloured => Renderer::styled(),
    };
    let rendered = renderer.term_width(COLUMNS_MAX * 2).render(&report).to_string();
    // The renderer counts columns inside the window; people need the column of the file.
    let shown = position::position(&window.text, window.marked.start);
    let shown_at = (window.first_line + shown.line - 1, shown.column);
    let true_at = (place_start.line, place_start.column);
    rendered.replacen(
        &format!("{path}:{}:{}", shown_at.0, shown_at.1),
        &format!("{path}:{}:{}", true_at.0, true_at.1),
        1,
    )
}

struct Window {
    first_line: usize,
    text: String,
    marked: Range<usize>,
}

fn window(text: &str, range: Range<usize>) -> Window {
    let excerpt = position::excerpt(text, range);
    let lines_end = excerpt.text.match_indices('\n').nth(LINES_MAX - 1).map(|(at, _)| at);
    let end = lines_end.unwrap_or(excerpt.text.len());
    let from = from_column(&excerpt.text, excerpt.marked.start);
    let to = excerpt.text.floor_char_boundary(end.min(from + COLUMNS_MAX * LINES_MAX));
    let to = match excerpt.text[from..to].contains('\n') {
        true => to,
        false => excerpt.text.floor_char_boundary(to.min(from + COLUMNS_MAX)),
    };
    let inside = |offset: usize| offset.clamp(from, to) - from;
    Window {
        first_line: excerpt.first_line,
        text: excerpt.text[from..to].to_owned(),
        marked: inside(excerpt.marked.start)..inside(excerpt.marked.end),
    }
}

/// Where to begin showing the first line, so that the fault is on the screen.
fn from_column(line: &str, fault: usize) -> usize {
    match fault > COLUMNS_MAX / 2 {
        true => line.floor_char_boundary(fault - COLUMNS_MAX / 2),
        false => 0,
    }
}
