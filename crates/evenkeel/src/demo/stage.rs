//! A folder and a database for the story, and what happens on them. Must not know the story.

use std::path::Path;
use std::time::{Duration, Instant};

use evenkeel_engine::connect::Environment;
use evenkeel_engine::database::Database;
use evenkeel_engine::place::Place;
use serde::Serialize;

use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Report};
use crate::surroundings::{Stream, Surroundings};
use crate::translate::shell_word;

/// Where the story is played.
pub(crate) struct Stage<'a, 'r> {
    report: &'a mut Report<'r>,
    environment: Environment,
    folder: &'a Path,
    place: Place,
    client: Client,
    acts: Vec<Act>,
    started: Instant,
}

/// How a person would run SQL by hand, as far as it is typed before the SQL.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client {
    pub(crate) query: &'static str,
    pub(crate) file: &'static str,
}

/// One thing that was typed.
#[derive(Debug, Serialize)]
pub(crate) struct Act {
    command: String,
    exit_code: u8,
}

impl<'a, 'r> Stage<'a, 'r> {
    pub(crate) fn new(
        report: &'a mut Report<'r>,
        environment: &Environment,
        folder: &'a Path,
        (place, url, client): (Place, String, Client),
    ) -> Self {
        let mut environment = environment.clone();
        environment.vars.insert("DATABASE_URL".to_owned(), url);
        Stage { report, environment, folder, place, client, acts: Vec::new(), started: Instant::now() }
    }

    /// What happens next, in a sentence.
    pub(crate) fn chapter(&mut self, sentence: &str) {
        let paint = self.report.paint();
        self.report.say("");
        self.report.say(&paint.hue(Hue::Strong, sentence));
    }

    /// Writes a file and shows it.
    pub(crate) fn write(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        std::fs::write(self.folder.join(name), text)
            .map_err(|error| broken(format!("{name} cannot be written: {error}")))?;
        self.prompt(&format!("cat {name}"));
        self.show(text);
        Ok(())
    }

    /// Shows the newest migration's file.
    pub(crate) fn show_newest(&mut self, file: &str) -> Result<(), Failure> {
        let entries = std::fs::read_dir(self.folder.join("migrations"));
        let names = entries.into_iter().flatten().flatten().map(|entry| entry.file_name());
        let newest = names.max().ok_or_else(|| broken("no migration was written"))?;
        let path = Path::new("migrations").join(newest).join(file);
        let text = std::fs::read_to_string(self.folder.join(&path))
            .map_err(|error| broken(format!("{} cannot be read: {error}", path.display())))?;
        self.prompt(&format!("cat {}", path.display()));
        self.show(&text);
        Ok(())
    }

    /// Runs the program as if it had been typed, and answers what it printed on stdout.
    pub(crate) fn types(&mut self, arguments: &[&str], expected: ExitStatus) -> Result<String, Failure> {
        let words: Vec<String> = arguments.iter().map(|word| shell_word(word)).collect();
        let command = format!("evenkeel {}", words.join(" "));
        self.prompt(&command);
        let surroundings = Surroundings {
            environment: self.environment.clone(),
            here: self.folder.to_owned(),
            stdin: Stream::Other,
            stdout: Stream::Other,
            stderr: Stream::Other,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let typed = std::iter::once("evenkeel").chain(arguments.iter().copied()).map(Into::into);
        let status = crate::start(typed, &surroundings, &mut out, &mut err);
        let (out, err) = (text(&out), text(&err));
        self.show(&out);
        self.show(&err);
        self.acts.push(Act { command: command.clone(), exit_code: status as u8 });
        match status == expected {
            true => Ok(out),
            false => Err(broken(format!(
                "`{command}` ended with exit code {}, not {}",
                status as u8, expected as u8
            ))),
        }
    }

    /// Runs SQL by hand, as with psql or sqlite3, and answers the rows with their columns joined by `|`.
    pub(crate) fn by_hand(&mut self, sql: &str) -> Result<String, Failure> {
        let command = format!("{} {}", self.client.query, shell_word(sql));
        self.prompt(&command);
        let rows = self.rows(sql)?;
        self.show(&rows);
        self.acts.push(Act { command, exit_code: 0 });
        Ok(rows)
    }

    /// Runs a file by hand that was written from what a command printed.
    pub(crate) fn file_by_hand(&mut self, name: &str, sql: &str) -> Result<(), Failure> {
        let command = format!("{} {name}", self.client.file);
        self.prompt(&command);
        self.rows(sql)?;
        self.acts.push(Act { command, exit_code: 0 });
        Ok(())
    }

    fn rows(&self, sql: &str) -> Result<String, Failure> {
        let answer = crate::runtime()?.block_on(async {
            let database = Database::open(&self.place, None).await?;
            database.run(sql).await
        })?;
        let cell = |cell: Option<String>| cell.unwrap_or_default();
        let line = |row: Vec<Option<String>>| row.into_iter().map(cell).collect::<Vec<_>>().join("|");
        Ok(answer.rows.into_iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// Checks a promise and says that it holds.
    pub(crate) fn promise(&mut self, promise: &str, kept: Kept) -> Result<(), Failure> {
        match kept {
            Kept::Yes => {
                let paint = self.report.paint();
                let mark = paint.hue(Hue::Good, "✓");
                self.report.say(&format!("  {mark} {promise}"));
                Ok(())
            }
            Kept::No(found) => Err(broken(format!("this does not hold: {promise}")).details([found])),
        }
    }

    /// Everything that was typed, and how long it took.
    pub(crate) fn close(self) -> (Vec<Act>, Duration) {
        (self.acts, self.started.elapsed())
    }

    fn prompt(&mut self, command: &str) {
        let paint = self.report.paint();
        self.report.say(&format!("  {} {command}", paint.hue(Hue::Hint, "$")));
    }

    fn show(&mut self, text: &str) {
        for line in text.lines() {
            match line.is_empty() {
                true => self.report.say(""),
                false => self.report.say(&format!("    {line}")),
            }
        }
    }
}

/// Whether a promise holds; if not, what was found instead.
pub(crate) enum Kept {
    Yes,
    No(String),
}

impl Kept {
    /// The promise is that these are equal.
    pub(crate) fn if_equal(found: &str, promised: &str) -> Kept {
        match found == promised {
            true => Kept::Yes,
            false => Kept::No(format!("promised `{promised}`, found `{found}`")),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn broken(message: impl Into<String>) -> Failure {
    Failure::new("broken-promise", message)
        .hint("this is a fault of evenkeel; please report it with everything printed above")
}
