//! `evenkeel rebase`: puts one of two branches of the history behind the other.

use std::collections::BTreeSet;

use evenkeel_core::{Pair, Plan};
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::{Branches, Carried, Merged, Rebased, Text};
use evenkeel_sources::folder::{Fingerprints, Fork, Manifest, NewMigration, Preflight, Successor, replace};
use evenkeel_sources::{Migration, MigrationName, Migrations, Script, checksum};

use super::generate::{headed, next_name, question, script, written};
use super::handwritten;
use super::planning::{Planning, Reverse, prove};
use super::source::Source;
use super::states::Workbench;
use super::work::Work;
use crate::arguments::{Rebase, RenameArguments, RenameMode, Strictness};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

pub(super) async fn run(
    arguments: &Rebase,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let mut moved = Vec::new();
    loop {
        let migrations = work.own_migrations("rebase").await?;
        let Some(parted) = Parted::of(&migrations, arguments.name.as_deref())? else { break };
        let mut bench = Workbench::of_project(work)?;
        let made = parted.moved(arguments, work, &mut bench, report).await;
        bench.close(report).await;
        let new = made?;
        tell(&parted, &new, report);
        moved.extend(new.iter().map(|one| one.name.to_string()));
        if arguments.dry_run {
            break;
        }
        let old: Vec<&Migration> = parted.theirs.iter().collect();
        let successors = new.into_iter().zip(&parted.theirs);
        let successors: Vec<Successor<'_>> =
            successors.map(|(new, of)| Successor { new, of: Some(of) }).collect();
        replace(&migrations.path, &old, &successors)?;
        if arguments.name.is_some() {
            break;
        }
    }
    if moved.is_empty() {
        report.say("nothing to do: the history has no branches");
    }
    report.finish(&serde_json::json!({ "dry_run": arguments.dry_run, "rebased": moved }));
    Ok(ExitStatus::Done)
}

/// A history where it parts in two.
struct Parted<'a> {
    migrations: &'a Migrations,
    base: Vec<Migration>,
    ours: Vec<Migration>,
    theirs: Vec<Migration>,
}

impl<'a> Parted<'a> {
    /// The innermost fork, or the one in whose branch this migration is.
    fn of(migrations: &'a Migrations, name: Option<&str>) -> Result<Option<Parted<'a>>, Failure> {
        let found = match name {
            None => migrations.forks.last().map(|fork| (fork, &fork.children[1])),
            Some(name) => Some(branch_of(migrations, name)?),
        };
        Ok(found.map(|(fork, moving)| Parted::at(migrations, fork, moving)))
    }

    fn at(migrations: &'a Migrations, fork: &Fork, moving: &MigrationName) -> Parted<'a> {
        let stays = fork.children.iter().find(|child| *child != moving).unwrap_or(moving);
        let beside: BTreeSet<&MigrationName> = fork
            .children
            .iter()
            .filter(|child| *child != stays)
            .flat_map(|child| below(migrations, child))
            .collect();
        let theirs = below(migrations, moving);
        let own = below(migrations, stays);
        let of = |wanted: &dyn Fn(&Migration) -> bool| -> Vec<Migration> {
            migrations.list.iter().filter(|one| wanted(one)).cloned().collect()
        };
        let before = |one: &Migration| fork.parent.as_ref().is_some_and(|parent| one.name <= *parent);
        Parted {
            migrations,
            base: of(&|one| before(one) && !beside.contains(&one.name) && !own.contains(&one.name)),
            ours: of(&|one| !before(one) && !beside.contains(&one.name)),
            theirs: of(&|one| theirs.contains(&one.name)),
        }
    }

    async fn moved(
        &self,
        arguments: &Rebase,
        work: &Work<'_>,
        bench: &mut Workbench,
        report: &mut Report<'_>,
    ) -> Result<Vec<NewMigration>, Failure> {
        let online = bench.online().clone();
        let branches = Branches { base: &self.base, ours: &self.ours, theirs: &self.theirs, online: &online };
        let rebased = match bench.workshop(report).await?.merged(branches).await? {
            Merged::As(rebased) => rebased,
            Merged::Conflicts { migration, conflicts } => {
                let number = match conflicts.len() {
                    1 => "1 fact, each in its own way".to_owned(),
                    many => format!("{many} facts, each in its own way"),
                };
                return Err(Failure::new("conflict", format!("{} and {migration} both change {number}", self.tip()))
                    .details(conflicts.iter().map(ToString::to_string))
                    .hint("nothing was changed; take the change out of one of them by hand, or delete the later one and generate it again"));
            }
            Merged::Stuck { migration, why, near } => {
                let message = format!("{migration} cannot be put behind {}: {why}", self.tip());
                let near = near.iter().map(|touch| format!("where they meet: {touch}"));
                return Err(Failure::new("cannot-rebase", message).details(near).hint(
                    "nothing was changed; write the later one by hand, or delete it and generate it again",
                ));
            }
        };
        let names = self.names(&rebased)?;
        self.refuse_applied(&names, &rebased, arguments, work, report).await?;
        let mut new = Vec::new();
        let mut parent = self.tip().clone();
        for ((old, rebased), name) in self.theirs.iter().zip(rebased).zip(names) {
            let one = anew(old, rebased, (name, parent), arguments, work, bench, report).await?;
            parent = one.name.clone();
            new.push(one);
        }
        Ok(new)
    }

    /// The last migration of the branch that stays.
    fn tip(&self) -> &MigrationName {
        &self.ours.last().expect("a branch has a migration").name
    }

    /// Their own names where those come later than what they continue, and else new stamps.
    fn names(&self, rebased: &[Rebased]) -> Result<Vec<MigrationName>, Failure> {
        let mut behind = self.tip().clone();
        let mut line = self.migrations.clone();
        let mut names = Vec::new();
        for (old, _) in self.theirs.iter().zip(rebased) {
            let name = match old.name > behind {
                true => old.name.clone(),
                false => next_name(&line, old.name.title())?,
            };
            line.list.push(Migration { name: name.clone(), ..old.clone() });
            behind = name.clone();
            names.push(name);
        }
        Ok(names)
    }

    /// # Errors
    /// The database has a migration that gets another name or text, and nobody agreed to that.
    async fn refuse_applied(
        &self,
        names: &[MigrationName],
        rebased: &[Rebased],
        arguments: &Rebase,
        work: &Work<'_>,
        report: &mut Report<'_>,
    ) -> Result<(), Failure> {
        let changed = self.theirs.iter().zip(names).zip(rebased);
        let changed = changed.filter(|((old, name), new)| old.name != **name || new.up != Text::AsItWas);
        let changed: Vec<&str> = changed.map(|((old, _), _)| old.name.as_str()).collect();
        if changed.is_empty() || work.settings.url.is_none() {
            return Ok(());
        }
        let database = match work.open(&work.place()?, None, report).await {
            Ok(database) => database,
            Err(why) => {
                report.note(&format!("no database was asked whether these were applied: {}", why.message));
                return Ok(());
            }
        };
        let ledger = database.ledger(&work.settings.service).await?;
        let accepted = |name: &str| arguments.accept.iter().any(|one| one == name);
        let open: Vec<&str> =
            changed.into_iter().filter(|name| ledger.is_applied(name) && !accepted(name)).collect();
        let Some(first) = open.first() else { return Ok(()) };
        Err(Failure::refusal(
            "applied-migration",
            format!("this database has {first}, which would get another name or text"),
        )
        .details(open.iter().map(|name| format!("{name} is applied")))
        .hint(format!("put the other branch behind it: evenkeel rebase {}", self.ours[0].name))
        .hint(format!(
            "if the database is a throw-away one: --accept {}, and then evenkeel reset",
            open.join(" --accept ")
        )))
    }
}

/// The migration and all that continue it.
fn below<'a>(migrations: &'a Migrations, first: &'a MigrationName) -> BTreeSet<&'a MigrationName> {
    let mut found = BTreeSet::from([first]);
    for migration in &migrations.list {
        let parent = migration.manifest.as_ref().and_then(|manifest| manifest.parent.as_ref());
        if parent.is_some_and(|parent| found.contains(parent)) {
            found.insert(&migration.name);
        }
    }
    found
}

fn branch_of<'a>(migrations: &'a Migrations, name: &str) -> Result<(&'a Fork, &'a MigrationName), Failure> {
    if !migrations.list.iter().any(|one| one.name.as_str() == name) {
        let message = format!("there is no migration {name} in {}", migrations.path.display());
        return Err(Failure::usage("unknown-migration", message).hint("evenkeel status lists them"));
    }
    let branches =
        migrations.forks.iter().rev().flat_map(|fork| fork.children.iter().map(move |child| (fork, child)));
    let mut holding =
        branches.filter(|(_, child)| below(migrations, child).iter().any(|one| one.as_str() == name));
    holding.next().ok_or_else(|| {
        Failure::usage(
            "no-branch",
            format!("{name} is on no branch: everything continues it or comes before it"),
        )
    })
}

/// The migration in its new place.
async fn anew(
    old: &Migration,
    rebased: Rebased,
    (name, parent): (MigrationName, MigrationName),
    arguments: &Rebase,
    work: &Work<'_>,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<NewMigration, Failure> {
    let dialect = bench.dialect();
    if let Some(Carried { renamed, plan }) = rebased.way.as_deref() {
        let proving = arguments.prove.proving(work.settings.proving);
        prove(Pair::of(renamed, &rebased.after), plan, proving, bench, report).await?;
    }
    let up = match &rebased.up {
        Text::AsItWas => old.content.file().text.clone(),
        Text::Anew(_) if old.manifest.as_ref().is_some_and(|manifest| !manifest.kept.is_empty()) => {
            let message = format!("{} keeps rows in quarantine and would have to be made anew", old.name);
            return Err(Failure::new("cannot-rebase", message).hint(
                "nothing was changed; delete it and make it again behind the other: evenkeel generate",
            ));
        }
        Text::Anew(_) if old.is_guarded() => {
            let message = format!("{} is guarded and would have to be made anew", old.name);
            return Err(Failure::new("cannot-rebase", message).hint(
                "nothing was changed; delete it and make it again behind the other: evenkeel generate --guarded",
            ));
        }
        Text::Anew(statements) => {
            let carried = handwritten::carried_over(&handwritten::of(dialect, [old]), arguments.data)?;
            headed(&old.name.title().replace('_', " "), &(statements.clone() + &carried))
        }
    };
    let manifest = old.manifest.clone().expect("only migrations with a manifest have a parent");
    let states = Pair::of(&rebased.before, &rebased.after);
    let (down, no_down, preflight) = way_back(old, &rebased, &manifest, bench, report).await?;
    let questions = match &rebased.up {
        Text::AsItWas => manifest.questions.clone(),
        Text::Anew(_) => {
            let asked = evenkeel_engine::planning::questions(states)?;
            asked.iter().map(|asked| question(asked, &Plan::default(), dialect)).collect()
        }
    };
    let manifest = Manifest {
        parent: Some(parent),
        questions,
        checksum: checksum::meaning(dialect, &up),
        note: manifest.note.clone(),
        no_down,
        preflight,
        fingerprint: Fingerprints { before: bench.stamp(states.old), after: bench.stamp(states.new) },
        ..manifest
    };
    Ok(NewMigration { name, up, down, manifest })
}

/// The old way back where it still leads back, and else a new one.
async fn way_back(
    old: &Migration,
    rebased: &Rebased,
    manifest: &Manifest,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<(Option<String>, Option<String>, Vec<Preflight>), Failure> {
    if let (Text::AsItWas, Some(down)) = (&rebased.up, old.content.back_file())
        && (!manifest.kept.is_empty() || leads_back(down, rebased, bench, report).await)
    {
        // What takes rows out of quarantine finds none in a throw-away database.
        return Ok((Some(down.text.clone()), None, manifest.preflight.clone()));
    }
    if old.content.back_file().is_none() && manifest.no_down.is_some() {
        return Ok((None, manifest.no_down.clone(), Vec::new()));
    }
    let arguments = RenameArguments { rename: manifest.renames.clone(), renames: RenameMode::Off };
    let planning = Planning {
        arguments: &arguments,
        strictness: Strictness::Note,
        person: None,
        online: bench.online().clone(),
    };
    let source = |state: &State| Source::of(state.clone());
    let sources = Pair::of(source(&rebased.before), source(&rebased.after));
    let planned = planning.plan(bench, sources.as_ref(), report).await?;
    let states = Pair::of(&rebased.before, &rebased.after);
    Ok(match planned.reverse(bench, states, report).await {
        Ok(Reverse { plan, preflight, .. }) => {
            let title = format!("takes back: {}", old.name.title().replace('_', " "));
            (Some(script(&title, &plan)), None, preflight.iter().map(written).collect())
        }
        Err(why) => (None, Some(why.message.clone()), Vec::new()),
    })
}

async fn leads_back(
    down: &Script,
    rebased: &Rebased,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> bool {
    let Ok(workshop) = bench.workshop(report).await else { return false };
    let back = workshop.after_script(&rebased.after, down).await;
    back.is_ok_and(|state| state.fingerprint() == rebased.before.fingerprint())
}

fn tell(parted: &Parted<'_>, new: &[NewMigration], report: &mut Report<'_>) {
    for (old, new) in parted.theirs.iter().zip(new) {
        let parent = new.manifest.parent.as_ref().map_or("nothing", MigrationName::as_str);
        let name = match old.name == new.name {
            true => format!("{} continues {parent}", new.name),
            false => format!("{} is {} now and continues {parent}", old.name, new.name),
        };
        let text = match old.content.file().text == new.up {
            true => "its statements are as they were",
            false => "its statements are made anew",
        };
        report.say(&format!("{name}; {text}"));
    }
}
