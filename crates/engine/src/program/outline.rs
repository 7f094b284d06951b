//! Asks a tool itself which migrations a project has, where no reading of files could tell. Nothing is said to a database. Must
//! not know what is done with the answer.

use std::path::Path;

use evenkeel_sources::folder::Tool;
use evenkeel_sources::layout::Outline;

use super::Unasked;
use super::answer::{Answer, Order, word};
use super::bridge::{Facts, start};
use super::error::ProgramError;
use super::host::{Gone, Rooms, last_words};

/// What Medusa says of the project in a folder.
///
/// # Errors
/// There is no node or no project, or Medusa cannot say.
pub async fn outline(folder: &Path) -> Result<Outline, ProgramError> {
    let tool = Tool::Medusa;
    if !folder.join("package.json").is_file() {
        return Err(ProgramError::NoProject { tool, folder: folder.to_owned() });
    }
    let untold = |problem: String| ProgramError::Untold { tool, problem };
    let project = std::path::absolute(folder).map_err(|error| untold(error.to_string()))?;
    let rooms = Rooms::make().map_err(|error| untold(error.to_string()))?;
    let room = rooms.path().to_owned();
    let facts = Facts {
        folder: &room,
        root: &project,
        tool: word(tool),
        user: "nobody",
        database: "none",
        unasked: Unasked::Refused,
    };
    let (mut host, node) = start(rooms, tool, &project, &facts).await?;
    let answer = host.ask(&Order::Outline {}).await;
    let said = host.printed();
    host.kill().await;
    match answer {
        Ok(Answer::Outlined(outline)) => Ok(outline),
        Ok(Answer::Lacking(lack)) => Err(lack.explain(tool, &project, &node)),
        Ok(Answer::Refused(super::answer::Refusal::Threw(exception))) => Err(untold(exception.said())),
        Ok(Answer::Hello { .. } | Answer::Loaded { .. } | Answer::Done {} | Answer::Refused(_)) => {
            Err(untold("it lost its thread".to_owned()))
        }
        Err(Gone { how }) => Err(untold(last_words(&said).unwrap_or(how))),
    }
}
