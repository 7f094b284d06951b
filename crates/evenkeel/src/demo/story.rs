//! The story itself: declare, generate, review, migrate, change, rename, differ, mend, take back.

use super::stage::{Kept, Stage};
use crate::exit::ExitStatus;
use crate::failure::Failure;

const DECLARED: &str = "\
CREATE TABLE users (
    id integer PRIMARY KEY,
    email text NOT NULL
);
";

const CHANGED: &str = "\
CREATE TABLE users (
    id integer PRIMARY KEY,
    email text NOT NULL,
    phone text
);
CREATE UNIQUE INDEX users_email ON users (email);
";

const UNCLEAR: &str = "\
CREATE TABLE users (
    id integer PRIMARY KEY,
    email text NOT NULL,
    mobile text
);
CREATE UNIQUE INDEX users_email ON users (email);
";

const RENAMED: &str = "\
CREATE TABLE users (
    id integer PRIMARY KEY,
    email text NOT NULL,
    -- evenkeel: rename phone
    mobile text
);
CREATE UNIQUE INDEX users_email ON users (email);
";

const ROWS: &str = "1|ann@example.org|555-1\n2|bob@example.org|555-2";

/// Tells all of it; the first promise that does not hold ends the story.
pub(crate) fn tell(stage: &mut Stage<'_, '_>) -> Result<(), Failure> {
    declare(stage)?;
    change(stage)?;
    rename(stage)?;
    alter_by_hand(stage)?;
    take_back(stage)
}

fn declare(stage: &mut Stage<'_, '_>) -> Result<(), Failure> {
    stage.chapter("Declare the schema you want, in plain SQL.");
    stage.write("schema.sql", DECLARED)?;
    stage.chapter("evenkeel works out the migration. Nothing touches the database yet.");
    stage.types(&["generate", "users"], ExitStatus::Done)?;
    stage.chapter("Review it: plain SQL, and the way back beside it.");
    stage.show_newest("migration.sql")?;
    stage.show_newest("down.sql")?;
    stage.chapter("Migrate. Afterwards the database is read and compared with what was declared.");
    stage.types(&["migrate", "--create-database"], ExitStatus::Done)?;
    let again = stage.types(&["generate"], ExitStatus::Done)?;
    let nothing = "nothing to do: the migrations already lead to the declared schema\n";
    stage.promise("a second generate finds nothing to do", Kept::if_equal(&again, nothing))
}

fn change(stage: &mut Stage<'_, '_>) -> Result<(), Failure> {
    stage.chapter("People sign up, and then the schema has to change.");
    stage.by_hand("INSERT INTO users (id, email) VALUES (1, 'ann@example.org'), (2, 'bob@example.org')")?;
    stage.write("schema.sql", CHANGED)?;
    stage.types(&["generate", "add phone"], ExitStatus::Done)?;
    stage.show_newest("migration.sql")?;
    stage.types(&["migrate"], ExitStatus::Done)?;
    stage.by_hand("UPDATE users SET phone = '555-' || id")?;
    let rows = stage.by_hand("SELECT id, email, phone FROM users ORDER BY id")?;
    stage.promise("both rows are there", Kept::if_equal(&rows, ROWS))
}

fn rename(stage: &mut Stage<'_, '_>) -> Result<(), Failure> {
    stage
        .chapter("A column gets another name. Is that a rename, or a loss and a new column? Nobody guesses.");
    stage.write("schema.sql", UNCLEAR)?;
    stage.types(&["generate", "mobile"], ExitStatus::Refused)?;
    stage.chapter("Say so where it is declared, and see the plan before anything happens.");
    stage.write("schema.sql", RENAMED)?;
    stage.types(&["generate", "mobile"], ExitStatus::Done)?;
    stage.types(&["migrate", "--dry-run"], ExitStatus::Done)?;
    stage.types(&["migrate"], ExitStatus::Done)?;
    let rows = stage.by_hand("SELECT id, email, mobile FROM users ORDER BY id")?;
    stage.promise("every value is where it was, under the new name", Kept::if_equal(&rows, ROWS))
}

fn alter_by_hand(stage: &mut Stage<'_, '_>) -> Result<(), Failure> {
    stage.chapter("Somebody changes the database by hand. The difference is plain to see.");
    stage.by_hand("CREATE INDEX quick_fix ON users (mobile)")?;
    let fix = stage.types(&["diff", "--exit-code"], ExitStatus::Differs)?;
    stage.chapter("What diff prints is SQL that runs as it is: evenkeel diff > fix.sql");
    stage.file_by_hand("fix.sql", &fix)?;
    let left = stage.types(&["diff", "--exit-code"], ExitStatus::Done)?;
    stage.promise("the database is what was declared again", Kept::if_equal(&left, ""))
}

fn take_back(stage: &mut Stage<'_, '_>) -> Result<(), Failure> {
    stage.chapter("The rename was a mistake. Take it back.");
    stage.types(&["rollback"], ExitStatus::Done)?;
    stage.types(&["status"], ExitStatus::Done)?;
    let rows = stage.by_hand("SELECT id, email, phone FROM users ORDER BY id")?;
    stage.promise("the rows are still there, under the old name", Kept::if_equal(&rows, ROWS))
}
