//! The unprivileged user under which servers run when the developer is root, because `postgres` refuses to be root.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::failure::Failure;

/// Who runs the servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// The developer, who is not root.
    Own,
    Other {
        uid: u32,
        gid: u32,
    },
}

impl Account {
    /// `postgres` where there is such a user, else `nobody`.
    pub(crate) fn find() -> Self {
        if !rustix::process::getuid().is_root() {
            return Self::Own;
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        ["postgres", "nobody"]
            .iter()
            .find_map(|wanted| ids_of(&users, wanted))
            .map_or(Self::Other { uid: 65534, gid: 65534 }, |(uid, gid)| Self::Other { uid, gid })
    }

    /// A command that this user runs, away from folders it may not see.
    pub(crate) fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").env("LC_ALL", "C");
        match self {
            Self::Own => {}
            Self::Other { uid, gid } => {
                command.uid(uid).gid(gid);
            }
        }
        command
    }

    /// Hands a folder over to this user.
    pub(crate) fn give(self, folder: &Path) -> Result<(), Failure> {
        match self {
            Self::Own => Ok(()),
            Self::Other { uid, gid } => std::os::unix::fs::chown(folder, Some(uid), Some(gid))
                .map_err(Failure::file("change the owner of", folder)),
        }
    }
}

fn ids_of(users: &str, wanted: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(wanted))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_the_third_and_fourth_field() {
        let users = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:admin:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(super::ids_of(users, "postgres"), Some((101, 104)));
        assert_eq!(super::ids_of(users, "post"), None);
    }
}
