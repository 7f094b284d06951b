//! Alembic, whose migrations are programs in Python.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::{Peer, Project};
use crate::failure::Failure;
use crate::python;

pub(super) struct Alembic;

const SETTINGS: &str =
    "[alembic]\nscript_location = %(here)s/alembic\nversion_locations = %(here)s/migrations\n";

const ENVIRONMENT: &str = "import os\n\nfrom alembic import context\nfrom sqlalchemy import create_engine\n\n\
    url = os.environ['DATABASE_URL'].replace('postgres://', 'postgresql+psycopg2://', 1)\n\
    if context.is_offline_mode():\n    context.configure(url=url, literal_binds=True)\n    \
    with context.begin_transaction():\n        context.run_migrations()\nelse:\n    \
    with create_engine(url).connect() as connection:\n        context.configure(connection=connection)\n        \
    with context.begin_transaction():\n            context.run_migrations()\n";

fn alembic(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.command(&project.folder.join(".venv/bin/alembic"), arguments);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

impl Peer for Alembic {
    fn name(&self) -> &'static str {
        "alembic"
    }

    fn packages(&self) -> &'static [&'static str] {
        &[]
    }

    fn version(&self, _: &Path) -> Result<String, Failure> {
        let version = python::ALEMBIC[0].split_once("==").map_or("", |(_, version)| version);
        Ok(version.to_owned())
    }

    fn told(&self) -> &'static str {
        "`alembic upgrade head`, `alembic current` (from PyPI)"
    }

    fn begin(&self, project: &Project) -> Result<(), Failure> {
        let there = project.folder.join(".venv");
        symlink(python::alembic()?, &there).map_err(Failure::file("link", &there))?;
        project.write("alembic.ini", SETTINGS)?;
        project.write("alembic/env.py", ENVIRONMENT)
    }

    fn migration(&self, number: usize, sql: &str) -> (String, String) {
        let before = match number {
            1 => "None".to_owned(),
            _ => format!("'{:04}'", number - 1),
        };
        let text = format!(
            "from alembic import op\n\nrevision = '{number:04}'\ndown_revision = {before}\n\n\ndef upgrade():\n    \
             op.execute(\"\"\"{sql}\"\"\")\n\n\ndef downgrade():\n    op.drop_table('t{number}')\n"
        );
        (format!("{number:04}_m{number}.py"), text)
    }

    fn applying(&self, project: &Project) -> Command {
        alembic(project, &["upgrade", "head"])
    }

    fn asking(&self, project: &Project) -> Command {
        alembic(project, &["current"])
    }

    fn is_done(&self, said: &str) -> bool {
        said.contains("(head)")
    }
}
