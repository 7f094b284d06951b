//! Colours, where somebody can see them. Must not know what is coloured.

use anstyle::{AnsiColor, Style};

/// Whether a stream shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Plain,
    Coloured,
}

/// What a colour means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hue {
    Error,
    Note,
    Hint,
    Good,
    Warning,
    Strong,
    Faint,
}

impl Paint {
    /// The text in its colour.
    pub(crate) fn hue(self, hue: Hue, text: &str) -> String {
        match self {
            Paint::Plain => text.to_owned(),
            Paint::Coloured => {
                let style = style(hue);
                format!("{style}{text}{style:#}")
            }
        }
    }
}

fn style(hue: Hue) -> Style {
    let coloured = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match hue {
        Hue::Error => coloured(AnsiColor::Red).bold(),
        Hue::Note => coloured(AnsiColor::Blue).bold(),
        Hue::Hint => coloured(AnsiColor::Cyan).bold(),
        Hue::Good => coloured(AnsiColor::Green),
        Hue::Warning => coloured(AnsiColor::Yellow),
        Hue::Strong => Style::new().bold(),
        Hue::Faint => Style::new().dimmed(),
    }
}
