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
use serde_json::Value;

use crate::failure::Failure;
use crate::surroundings::Stream;

pub(crate) use paint::{Hue, Paint};

/// What a program or a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    /// One object on stdout, at the end.
    Json,
    /// As a log: everything that is said goes to stderr at once, because stdout is another program's.
    Log(Entries),
}

/// What a log is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entries {
    /// Lines that begin with `evenkeel: `.
    Lines,
    /// Objects, one a line.
    Json,
}

/// How an entry of a log is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Debug,
    Info,
    Note,
    Hint,
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
    pub(crate) stderr_is: Stream,
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
        self.tell("said", line, Value::Null);
    }

    /// As [`Report::say`]; a log of objects also holds what happened and the facts.
    pub(crate) fn tell(&mut self, event: &'static str, line: &str, facts: Value) {
        if self.style.volume == Volume::Quiet {
            return;
        }
        match self.style.format {
            Format::Text => {
                let line = with_line_end(line);
                self.print(|out| out.write_all(line.as_bytes()));
            }
            Format::Json => {}
            Format::Log(entries) => self.log(entries, Level::Info, event, line, facts),
        }
    }

    /// Something worth knowing beside the result, on stderr.
    pub(crate) fn note(&mut self, text: &str) {
        self.remark("note", text, Value::Null);
    }

    /// As [`Report::note`]; a log of objects also holds what happened and the facts.
    pub(crate) fn remark(&mut self, event: &'static str, text: &str, facts: Value) {
        if self.style.volume == Volume::Quiet {
            return;
        }
        match self.style.format {
            Format::Text | Format::Json => {
                let label = self.style.stderr.hue(Hue::Note, "note");
                put(self.err, &with_line_end(&format!("{label}: {text}")));
            }
            Format::Log(entries) => self.log(entries, Level::Note, event, text, facts),
        }
    }

    /// What to do next, on stderr; not when quiet.
    pub(crate) fn hint(&mut self, text: &str) {
        if self.style.volume == Volume::Quiet {
            return;
        }
        match self.style.format {
            Format::Text | Format::Json => put(self.err, &failure::hint_line(self.style.stderr, text)),
            Format::Log(entries) => self.log(entries, Level::Hint, "hint", text, Value::Null),
        }
    }

    /// What is done and with what, on stderr, for who wants to know.
    pub(crate) fn detail(&mut self, text: &str) {
        if self.style.volume != Volume::Verbose {
            return;
        }
        match self.style.format {
            Format::Text | Format::Json => {
                put(self.err, &with_line_end(&self.style.stderr.hue(Hue::Faint, text)));
            }
            Format::Log(entries) => self.log(entries, Level::Debug, "detail", text, Value::Null),
        }
    }

    fn log(&mut self, entries: Entries, level: Level, event: &'static str, text: &str, facts: Value) {
        let line = match entries {
            Entries::Lines => {
                let label = match level {
                    Level::Debug | Level::Info => "",
                    Level::Note => "note: ",
                    Level::Hint => "hint: ",
                };
                with_line_end(&format!("evenkeel: {label}{text}"))
            }
            Entries::Json => {
                let word = match level {
                    Level::Debug => "debug",
                    Level::Info => "info",
                    Level::Note => "note",
                    Level::Hint => "hint",
                };
                json::entry(self.command, word, event, text, facts)
            }
        };
        put(self.err, &line);
    }

    /// Whether a person looks at stderr, and anything but results may be written there.
    pub(crate) fn is_watched(&self) -> bool {
        self.style.stderr_is == Stream::Terminal
            && self.style.volume > Volume::Quiet
            && self.style.format == Format::Text
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
        let command = self.command;
        match self.style.format {
            Format::Text => {}
            Format::Json => self.print(|out| json::failed(out, command, failure)),
            Format::Log(Entries::Json) => return put(self.err, &json::failed_entry(command, failure)),
            Format::Log(Entries::Lines) => {}
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
