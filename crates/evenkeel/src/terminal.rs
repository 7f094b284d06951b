//! Questions to a person. Asked only where stdin and stderr are a terminal; must not know what depends on the answer.

use dialoguer::console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Select};

use crate::failure::Failure;
use crate::surroundings::{Stream, Surroundings};

/// Somebody who can be asked.
pub(crate) struct Person {
    theme: Box<dyn Theme>,
}

impl Person {
    /// The person at the terminal, if there is one.
    pub(crate) fn present(surroundings: &Surroundings) -> Option<Person> {
        match (surroundings.stdin, surroundings.stderr) {
            (Stream::Terminal, Stream::Terminal) => {
                let plain = surroundings.environment.var("NO_COLOR").is_some();
                Some(Person {
                    theme: match plain {
                        true => Box::new(SimpleTheme),
                        false => Box::new(ColorfulTheme::default()),
                    },
                })
            }
            (Stream::Terminal | Stream::Other, _) => None,
        }
    }

    /// Whether the answer is yes; no unless it is said.
    pub(crate) fn agrees(&self, question: &str) -> Result<bool, Failure> {
        let asked = Confirm::with_theme(self.theme.as_ref()).with_prompt(question).default(false);
        asked.interact_on(&Term::stderr()).map_err(|error| unanswered(&error))
    }

    /// Which of the items is chosen; there is no default.
    pub(crate) fn chooses(&self, question: &str, items: &[String]) -> Result<usize, Failure> {
        let asked = Select::with_theme(self.theme.as_ref()).with_prompt(question).items(items);
        asked.interact_on(&Term::stderr()).map_err(|error| unanswered(&error))
    }
}

fn unanswered(error: &dialoguer::Error) -> Failure {
    Failure::refusal("unanswered", format!("the question was not answered: {error}"))
}
