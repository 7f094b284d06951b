//! Medusa 2. It is large, and takes long to start: what needs it is run by `cargo xtask test --all`, which installs it.

use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use regex::Regex;

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const CONFIG: &str = "import { loadEnv, defineConfig } from '@medusajs/framework/utils'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: { storeCors: 'http://a', adminCors: 'http://a', authCors: 'http://a', jwtSecret: 'j', cookieSecret: 'c' },
  },
  modules: [{ resolve: './src/modules/review' }, { resolve: './src/modules/wishlist' }],
})
";
/// Medusa's command looks for its dependency.
const PACKAGE: &str =
    "{ \"name\": \"shop\", \"private\": true, \"dependencies\": { \"@medusajs/medusa\": \"2.21.2\" } }\n";
/// As Medusa's starter has it.
const TSCONFIG: &str = "{
  \"compilerOptions\": {
    \"target\": \"ES2021\", \"esModuleInterop\": true, \"module\": \"Node16\", \"moduleResolution\": \"Node16\",
    \"emitDecoratorMetadata\": true, \"experimentalDecorators\": true, \"skipLibCheck\": true
  },
  \"ts-node\": { \"swc\": true }
}
";
const REVIEW: &str = "Migration20260101000000";
const WISHLIST: &str = "Migration20260102000000";
const LINK: &str = "import { defineLink } from '@medusajs/framework/utils'
import ProductModule from '@medusajs/medusa/product'
import ReviewModule from '../modules/review'

export default defineLink(
  { linkable: ProductModule.linkable.product, isList: false },
  { linkable: ReviewModule.linkable.review, isList: true }
)
";
/// What the tool itself would rather run in the background.
const NO_SCRIPTS: [&str; 3] = ["db:migrate", "--skip-scripts", "--skip-search"];

/// The project has Medusa.
pub(crate) fn with_packages(project: &Project) {
    symlink(packages().join("node_modules"), project.path("node_modules")).unwrap();
}

/// Where it is installed.
fn packages() -> PathBuf {
    let folder = std::env::var_os("EVENKEEL_TEST_MEDUSA");
    PathBuf::from(folder.expect("these tests need Medusa: `cargo xtask test --all` installs it"))
}

/// A project as `evenkeel init` leaves it, without modules of its own.
fn empty(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write("package.json", PACKAGE);
    project.write("tsconfig.json", TSCONFIG);
    project.write("medusa-config.ts", CONFIG);
    project
}

fn module(project: &Project, name: &str, class: &str) {
    let folder = format!("src/modules/{name}");
    let model = format!(
        "import {{ model }} from '@medusajs/framework/utils'\n\nexport default model.define('{name}', {{ id: \
         model.id().primaryKey(), title: model.text() }})\n"
    );
    let service = format!(
        "import {{ MedusaService }} from '@medusajs/framework/utils'\nimport {class} from './models/{name}'\n\nexport default \
         class extends MedusaService({{ {class} }}) {{}}\n"
    );
    let index = format!(
        "import {{ Module }} from '@medusajs/framework/utils'\nimport Service from './service'\n\nexport default \
         Module('{name}', {{ service: Service }})\n"
    );
    project.write(&format!("{folder}/models/{name}.ts"), model);
    project.write(&format!("{folder}/service.ts"), service);
    project.write(&format!("{folder}/index.ts"), index);
}

fn migration(project: &Project, module: &str, name: &str, up: &str) {
    let text = format!(
        "import {{ Migration }} from '@medusajs/framework/mikro-orm/migrations'\n\nexport class {name} extends Migration {{\n  \
         override async up(): Promise<void> {{\n    this.addSql(`{up}`)\n  }}\n\n  override async down(): Promise<void> {{\n    \
         this.addSql(`drop table if exists \"{module}\" cascade`)\n  }}\n}}\n"
    );
    project.write(&format!("src/modules/{module}/migrations/{name}.ts"), text);
}

fn table(name: &str) -> String {
    format!(
        "create table if not exists \"{name}\" (\"id\" text not null, \"title\" text not null, \"created_at\" timestamptz not null \
         default now(), \"updated_at\" timestamptz not null default now(), \"deleted_at\" timestamptz null, constraint \
         \"{name}_pkey\" primary key (\"id\"))"
    )
}

/// Two modules; the migration of one, and a link to it.
fn shop(server: &Server) -> Project {
    let project = empty(server);
    with_packages(&project);
    project.done(&["init"]);
    module(&project, "review", "Review");
    module(&project, "wishlist", "Wishlist");
    migration(&project, "review", REVIEW, &table("review"));
    project
}

/// Medusa's own command.
fn medusa(project: &Project, server: &Server, arguments: &[&str]) -> Command {
    let mut command = Command::new(packages().join("node_modules/.bin/medusa"));
    command.args(arguments).current_dir(project.path("")).env("DATABASE_URL", server.url());
    command.env("MEDUSA_DISABLE_TELEMETRY", "true").stdin(Stdio::null());
    command
}

fn by_medusa(project: &Project, server: &Server, arguments: &[&str]) {
    let output = medusa(project, server, arguments).output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

/// What `pg_dump` tells of all but our ledger. One of Medusa's migrations makes up a default.
fn dump(server: &Server) -> String {
    let program = std::env::var_os("EVENKEEL_TEST_PG_DUMP").expect("`cargo xtask test` says which");
    let arguments = ["--schema-only", "--exclude-schema=evenkeel", "--dbname", &server.url()];
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let made_up = Regex::new(r"'01[0-9A-Z]{24}'|(?m)^\\(un)?restrict .*$").unwrap();
    made_up.replace_all(&text, "[made up]").into_owned()
}

#[test]
fn init_finds_it() {
    let server = Server::start();
    let project = empty(&server);
    assert_told!(project.run(&["init"]), @r"
    exit 0
    --- stdout
    wrote evenkeel.toml: postgres in schema.sql
    --- stderr
    note: the migrations are those of Medusa's modules and links, as medusa-config enables them
    hint: evenkeel status asks Medusa and shows where they stand; evenkeel migrate applies what is pending
    ");
    let written = project.read("evenkeel.toml");
    let end = "dir = \".\"\nformat = \"medusa\"\n\n[adopt]\nmode = \"guest\"              # medusa's ledger is kept; its word counts\n\n\
               [hooks]\nafter_migrate = \"npx medusa db:migrate:scripts\"\n";
    assert!(written.ends_with(end), "{written}");
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[no-package]: @medusajs/medusa cannot be found from [project]
    hint: install the project's packages: cd [project] && npm install (@medusajs/medusa among them)
    ");
}

#[test]
#[ignore = "needs Medusa, which cargo xtask test --all installs"]
fn a_run_from_empty_gives_what_medusa_gives() {
    let (ours, theirs) = (Server::with_an_address(), Server::with_an_address());
    let project = shop(&ours);
    migration(&project, "wishlist", WISHLIST, &table("wishlist"));
    project.write("src/links/product-review.ts", LINK);
    project.done(&["run", "--", "true"]);
    by_medusa(&project, &theirs, &["db:migrate"]);
    assert_same(&dump(&theirs), &dump(&ours));
    for rows in [
        "SELECT name FROM mikro_orm_migrations ORDER BY id",
        "SELECT table_name, link_descriptor FROM link_module_migrations ORDER BY id",
        "SELECT script_name, finished_at IS NOT NULL FROM script_migrations ORDER BY id",
    ] {
        assert_eq!(theirs.rows(rows), ours.rows(rows), "{rows}");
    }
}

#[test]
#[ignore = "needs Medusa, which cargo xtask test --all installs"]
fn each_goes_on_with_what_the_other_has_done() {
    let server = Server::with_an_address();
    let project = shop(&server);
    let toml = project.read("evenkeel.toml");
    project.write("evenkeel.toml", toml.split("\n[hooks]").next().unwrap());
    by_medusa(&project, &server, &NO_SCRIPTS);
    let core = server.rows("SELECT count(*) - 1 FROM mikro_orm_migrations");

    migration(&project, "wishlist", WISHLIST, "create table \"wishlist\" (title text, title text)");
    project.write("src/links/product-review.ts", LINK);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stderr
    note: 183 migrations, applied by medusa, count as applied here
    error[program-failed]: migration Migration20260102000000 failed: column "title" specified more than once
     --> src/modules/wishlist/migrations/Migration20260102000000.ts:5:18
      |
    5 |     this.addSql(`create table "wishlist" (title text, title text)`)
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      statement: create table "wishlist" (title text, title text)
    SQLSTATE 42701
    hint: once that is mended, run `evenkeel migrate` again
    "#);
    migration(&project, "wishlist", WISHLIST, &table("wishlist"));

    let medusa = medusa(&project, &server, &NO_SCRIPTS).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut runners = vec![medusa.unwrap()];
    for _ in 0..2 {
        let mut command = project.command(&["migrate", "--wait", "300s"]);
        runners.push(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    }
    for mut runner in runners {
        runner.wait().unwrap();
    }
    by_medusa(&project, &server, &NO_SCRIPTS);
    project.done(&["migrate"]);
    let said = project.done(&["migrate"]);
    assert!(said.starts_with("up to date: "), "{said}");
    let own = "SELECT name FROM mikro_orm_migrations WHERE name LIKE 'Migration2026010_000000' ORDER BY name";
    assert_eq!(server.rows(own), [REVIEW, WISHLIST]);
    assert_eq!(server.rows("SELECT count(*) - 2 FROM mikro_orm_migrations"), core);
    let linked =
        "SELECT count(*) FROM link_module_migrations WHERE table_name = 'product_product_review_review'";
    assert_eq!(server.rows(linked), ["1"]);

    std::fs::remove_file(project.path("src/links/product-review.ts")).unwrap();
    let plan = project.done(&["plan"]);
    assert!(plan.contains("DROP TABLE IF EXISTS \"public\".\"product_product_review_review\""), "{plan}");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[links-go]: to make the links what they are declared to be would drop product_product_review_review, which no link needs any more
    hint: nothing was touched; --links all does it, --links safe leaves these tables as they are and makes the others
    ");
    assert_eq!(server.rows(linked), ["1"]);
    project.done(&["migrate", "--links", "all"]);
    assert_eq!(server.rows(linked), ["0"]);
    assert_eq!(server.rows("SELECT to_regclass('product_product_review_review') IS NULL"), ["t"]);

    project.done(&["rollback"]);
    by_medusa(&project, &server, &NO_SCRIPTS);
    assert_eq!(server.rows("SELECT count(*) - 2 FROM mikro_orm_migrations"), core);
}

/// A difference in a long text is told, and not the texts.
fn assert_same(wanted: &str, found: &str) {
    let difference = similar::TextDiff::from_lines(wanted, found).unified_diff().to_string();
    assert!(difference.is_empty(), "{difference}");
}
