//! The real binary, run in a folder of its own as a user would. Must not know what any test expects.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The program, built once per run of the tests, so that it is never an old one: by `cargo xtask test`, or else here.
pub(crate) fn evenkeel() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(built) = std::env::var_os("EVENKEEL_TEST_BIN") {
            return PathBuf::from(built);
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let this_test = std::env::current_exe().unwrap();
        let profile = this_test.ancestors().nth(2).unwrap();
        let mut build = Command::new(env!("CARGO"));
        // As the tests were built, so that no dependency is built once more with other features.
        build.args(["build", "--quiet", "--workspace", "--all-targets"]).current_dir(root);
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "evenkeel can be built");
        let program = profile.join("evenkeel");
        assert!(program.is_file(), "{} was built", program.display());
        program
    })
}

/// A folder with a project in it and the database that belongs to it.
pub(crate) struct Project {
    folder: TempDir,
    pub(crate) url: String,
}

impl Project {
    /// With a SQLite database in the same folder.
    pub(crate) fn sqlite() -> Self {
        Project::at("sqlite:app.db")
    }

    /// With a database somewhere else.
    pub(crate) fn at(url: impl Into<String>) -> Self {
        let folder = tempfile::Builder::new().prefix("evenkeel-it-").tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        Project { folder, url: url.into() }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, below: &str) -> String {
        std::fs::read_to_string(self.path(below)).unwrap()
    }

    /// A migration that is not generated.
    pub(crate) fn with_migration(self, sql: &str) -> Self {
        self.write("migrations/20260101000000_users/migration.sql", sql);
        self
    }

    /// The names of what is in a folder, sorted.
    pub(crate) fn list(&self, below: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(below)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The migrations on disk, oldest first.
    pub(crate) fn migrations(&self) -> Vec<String> {
        self.list("migrations")
    }

    /// The program with these arguments, ready to be started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(evenkeel());
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["DATABASE_URL", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.env("DATABASE_URL", &self.url);
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.ran(self.command(arguments).output().unwrap())
    }

    pub(crate) fn ran(&self, output: Output) -> Ran {
        let clean = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("everything printed is UTF-8");
            text.replace(self.folder.path().to_str().unwrap(), "[project]")
        };
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: clean(output.stdout),
            stderr: clean(output.stderr),
        }
    }

    /// Runs the program, which has to succeed, and answers what it said on stdout.
    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "evenkeel {}\n{ran}", arguments.join(" "));
        ran.stdout
    }

    /// Runs the program with `--json`, whatever comes of it.
    #[track_caller]
    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        let ran = self.run(&arguments);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}\n{ran}"))
    }
}

/// What came of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {}", self.code)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "\n--- {name}\n{}", text.trim_end_matches('\n'))?;
            }
        }
        Ok(())
    }
}

/// Compares with an inline snapshot after striking out what differs from run to run.
macro_rules! assert_told {
    ($ran:expr, @$expected:literal) => {
        insta::with_settings!({ filters => crate::program::FILTERS.to_vec() }, {
            insta::allow_duplicates! {
                insta::assert_snapshot!($ran.to_string(), @$expected);
            }
        })
    };
}
pub(crate) use assert_told;

/// What differs from run to run, and what stands there instead.
pub(crate) const FILTERS: &[(&str, &str)] = &[
    (r"\b20\d{12}_", "[time]_"),
    (r"\bin \d+(\.\d+)? m?s\b", "in [took]"),
    (r"/[^ ]*/evenkeel-scratch-[^ ]*/\.s\.PGSQL\.\d+", "[server]"),
    (r"database (sqlite|postgres):\S+", "database [url]"),
    (r"made the database \S+", "made the database [url]"),
    (r"20\d\d-\d\d-\d\d \d\d:\d\d", "[when]"),
    (r"1:[0-9a-f]{64}", "[fingerprint]"),
    // How busy the server is.
    (r", \d+\.\d rows written a second", ""),
    (r"(?m)^the longest open transaction here.*\n", ""),
];

/// Makes the command run as a user without rights, for whom the project can be read.
#[cfg(unix)]
pub(crate) fn as_nobody(project: &Project, command: &mut Command) {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    std::fs::set_permissions(project.path(""), std::fs::Permissions::from_mode(0o755)).unwrap();
    // The program may stand below a home folder that nobody else can enter, so it runs from a copy.
    let copy = project.path(".git/evenkeel");
    std::fs::copy(evenkeel(), &copy).unwrap();
    // A program that another test starts at this moment holds the new file open for a moment longer.
    while Command::new(&copy)
        .arg("--version")
        .output()
        .is_err_and(|error| error.kind() == ErrorKind::ExecutableFileBusy)
    {
        std::thread::yield_now();
    }
    let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let mut other = Command::new(copy);
    other.args(arguments).current_dir(project.path("")).stdin(Stdio::null()).uid(NOBODY).gid(NOBODY);
    other.env("DATABASE_URL", &project.url).env("HOME", "/nonexistent");
    *command = other;
}
