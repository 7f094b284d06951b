//! The only place that prints: results on stdout, everything else on stderr, as text or as one JSON object.
//! Must not know what a command does.

mod excerpt;
mod failure;
mod json;
mod paint;
#[cfg(test)]
mod tests;

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use crate::failure::Failure;

pub(crate) use paint::{Hue, Paint};

/// What a program or a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
}

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Volume {
    Quiet,
    Normal,
    Verbose,
}

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) format: Format,
    pub(crate) volume: Volume,
    pub(crate) stdout: Paint,
    pub(crate) stderr: Paint,
}

/// Where everything is said.
pub(crate) struct Report<'a> {
    command: &'static str,
    style: Style,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Why a result did not arrive.
    lost: Option<io::Error>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(
        command: &'static str,
        style: Style,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
    ) -> Self {
        Report { command, style, out, err, lost: None }
    }

    /// The colours of stdout.
    pub(crate) fn paint(&self) -> Paint {
        self.style.stdout
    }

    /// What was asked for: text on stdout, said even when quiet. Nothing when JSON is wanted.
    pub(crate) fn result(&mut self, text: &str) {
        if self.style.format == Format::Text {
            self.print(|out| out.write_all(text.as_bytes()));
        }
    }

    /// As [`Report::result`], for a result that is JSON by itself.
    pub(crate) fn json_result(&mut self, value: &impl Serialize) {
        if self.style.format == Format::Text {
            self.print(|out| json::write(out, value));
        }
    }

    /// What went wrong with printing results. A reader that went away (`| head`) wanted no more; a full disk is
    /// a failure.
    pub(crate) fn lost(&mut self) -> Option<io::Error> {
        self.lost.take().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
    }

    fn print(&mut self, write: impl FnOnce(&mut BufWriter<&mut (dyn Write + 'a)>) -> io::Result<()>) {
        if self.lost.is_none() {
            let mut out = BufWriter::with_capacity(1 << 16, &mut *self.out);
            self.lost = write(&mut out).and_then(|()| out.flush()).err();
        }
    }

    /// A line of progress or a summary on stdout; not when quiet.
    pub(crate) fn say(&mut self, line: &str) {
        if self.style.format == Format::Text && self.style.volume > Volume::Quiet {
            let line = with_line_end(line);
            self.print(|out| out.write_all(line.as_bytes()));
        }
    }

    /// Something worth knowing beside the result, on stderr.
    pub(crate) fn note(&mut self, text: &str) {
        if self.style.volume > Volume::Quiet {
            let label = self.style.stderr.hue(Hue::Note, "note");
            put(self.err, &with_line_end(&format!("{label}: {text}")));
        }
    }

    /// What to do next, on stderr; not when quiet.
    pub(crate) fn hint(&mut self, text: &str) {
        if self.style.volume > Volume::Quiet {
            put(self.err, &failure::hint_line(self.style.stderr, text));
        }
    }

    /// What is done and with what, on stderr, for who wants to know.
    pub(crate) fn detail(&mut self, text: &str) {
        if self.style.volume == Volume::Verbose {
            put(self.err, &with_line_end(&self.style.stderr.hue(Hue::Faint, text)));
        }
    }

    /// The JSON object of a command that went well. Nothing when text is wanted.
    pub(crate) fn finish(&mut self, result: &impl Serialize) {
        if self.style.format == Format::Json {
            let command = self.command;
            self.print(|out| json::done(out, command, result));
        }
    }

    /// An error: for people on stderr, and as the JSON object on stdout when that is wanted.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        if self.style.format == Format::Json {
            let command = self.command;
            self.print(|out| json::failed(out, command, failure));
        }
        put(self.err, &failure::text(self.style.stderr, failure));
    }
}

/// The JSON object for arguments that name no command; the text was printed already.
pub(crate) fn usage_json(failure: &Failure, out: &mut dyn Write) {
    // The exit code says already that nothing was done.
    drop(json::failed(out, "", failure));
}

fn with_line_end(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// What is said beside the result; where it cannot be said there is nobody to tell.
fn put(stream: &mut dyn Write, text: &str) {
    let written: io::Result<()> = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    drop(written);
}
