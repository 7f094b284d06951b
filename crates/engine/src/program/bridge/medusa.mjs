// Medusa 2: what its modules' migrations and its links are, and either run by Medusa's own packages. A module's migrations are
// MikroORM's; Medusa makes a runner of them for each module, which is made here as Medusa makes it and told which one to run.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const CONFIG = ['medusa-config.ts', 'medusa-config.js', 'medusa-config.mjs', 'medusa-config.cjs'];

/** What a file of migrations can be to MikroORM. */
const MIGRATION = /(?<!\.d)\.(js|cjs|ts)$/;

/** Loads TypeScript and the environment as the command `medusa` does; what is not there a project that was built can do without. */
function asTheCommand(project) {
  const command = createRequire(project.resolves('@medusajs/cli/package.json') ?? path.join(project.root, 'package.json'));
  for (const begin of [(use) => use('ts-node').register({}), (use) => use('tsconfig-paths').register({}), (use) => use('dotenv').config()]) {
    try {
      begin(command);
    } catch {}
  }
}

/** The project's settings, with our session in the place of its database. */
async function container(project) {
  asTheCommand(project);
  // What Medusa says about itself is not about migrations.
  Object.assign(process.env, { MEDUSA_WORKER_MODE: 'server', LOG_LEVEL: 'error', DB_MIGRATION_CONCURRENCY: '1' });
  const utils = project.require('@medusajs/framework/utils');
  const { error } = await utils.getConfigFile(project.root, 'medusa-config');
  const file = project.find(CONFIG) ?? path.join(project.root, CONFIG[0]);
  // A compiler says in the second line what it has against it.
  const problem = String(error?.message ?? error).split('\n').slice(0, 2).join(' ');
  if (error) throw project.lack({ kind: 'settings', file, problem });
  const { initializeContainer } = project.require('@medusajs/medusa/loaders/index');
  const made = await initializeContainer(project.root, { skipDbConnection: true });
  const { configManager } = project.require('@medusajs/framework/config');
  const { host, port, user, database, password } = project.connection;
  const [role, secret, name, socket] = [user, password, database, host].map(encodeURIComponent);
  const settings = configManager.config.projectConfig;
  const shared = {
    clientUrl: `postgres://${role}:${secret}@localhost:${port}/${name}?host=${socket}`,
    driverOptions: { connection: { host, port, ssl: false } },
    pool: { min: 0, max: 2 },
    debug: false,
    schema: settings.databaseSchema,
    database: settings.databaseName,
  };
  const { clientUrl: databaseUrl, driverOptions, pool } = shared;
  Object.assign(settings, { databaseUrl, databaseDriverOptions: { ...driverOptions, pool }, databaseLogging: false });
  process.env.DATABASE_URL = databaseUrl;
  const { asValue } = project.require('@medusajs/framework/awilix');
  made.register(utils.ContainerRegistrationKeys.PG_CONNECTION, asValue(utils.ModulesSdkUtils.createPgConnection(shared)));
  return { made, shared, config: configManager.config, utils };
}

/** What is done with a module's runner of migrations when Medusa would let it run all that are pending. */
let seize;

/** All modules that the settings enable, in Medusa's order, each with what Medusa's own way to its migrations takes. */
async function modules(project, loader, { made, shared }) {
  const { MedusaModule } = project.require('@medusajs/framework/modules-sdk');
  const app = await loader.load({ migrationOnly: true, registerInContainer: false });
  const doors = Object.keys(app.modules).map((key) => {
    const { definition, resolutionPath, moduleExports, options = {} } = MedusaModule.getModuleResolutions(key);
    if (options.database && options.database.clientUrl !== shared.clientUrl) {
      throw project.lack({ kind: 'module', module: key, problem: 'has a database of its own' });
    }
    const own = moduleExports ?? (resolutionPath ? project.require(resolutionPath) : {});
    if ((own.default ?? own).runMigrations ?? own.runMigrations) {
      throw project.lack({ kind: 'module', module: key, problem: 'has a way to migrate of its own' });
    }
    const taken = { moduleKey: definition.key, modulePath: resolutionPath, moduleExports, container: made, cwd: project.root };
    return { module: definition.key, taken: { ...taken, options: { ...options, database: { ...shared } } } };
  });
  // Links are looked for anew, as Medusa does after its migrations.
  MedusaModule.clearInstances();
  const { Migrator } = project.require('@medusajs/framework/mikro-orm/migrations');
  Migrator.prototype.up = async function () {
    await seize(this);
    return [];
  };
  const visit = async (door, work) => {
    seize = work;
    await MedusaModule.migrateUp(door.taken);
  };
  return { doors, visit };
}

/** The folders in which migrations stand, a module's own first and then those of its providers. */
async function folders({ doors, visit }) {
  const found = new Map();
  for (const door of doors) {
    await visit(door, async ({ absolutePath }) => {
      if (!found.has(absolutePath) && fs.existsSync(absolutePath)) found.set(absolutePath, door);
    });
  }
  return found;
}

let application;

/** The project's application as far as `medusa db:migrate` loads it. */
async function load(project) {
  const base = await container(project);
  const plugins = await base.utils.getResolvedPlugins(project.root, base.config, true);
  base.utils.mergePluginModules(base.config, plugins, project.root);
  const { MedusaAppLoader } = project.require('@medusajs/framework');
  const { LinkLoader } = project.require('@medusajs/framework/links');
  await new LinkLoader(plugins.map((plugin) => path.join(plugin.resolve, 'links'))).load();
  const loader = new MedusaAppLoader();
  const all = await modules(project, loader, base);
  return { ...all, folders: await folders(all), planner: await loader.getLinksExecutionPlanner(), utils: base.utils };
}

/** All links as the planner would make them where there are none, without asking a database. */
async function declared(planner) {
  const nothing = {
    ensureMigrationsTable: async () => {},
    ensureMigrationsTableUpToDate: async () => {},
    getTrackedLinksTables: async () => [],
  };
  Object.assign(planner, nothing);
  const plan = await planner.createPlan();
  for (const name of Object.keys(nothing)) delete planner[name];
  const link = ({ linkDescriptor: { fromModule, fromModel, toModule, toModel }, sql }) =>
    `-- ${fromModule}.${fromModel} to ${toModule}.${toModel}\n${sql.replace(/^set names 'utf8';\s*/, '').trim()}\n`;
  // Files of links are loaded in no order.
  return plan.sort((one, two) => (one.tableName < two.tableName ? -1 : 1)).map(link).join('\n');
}

/** Makes the tables of links what the project declares. */
async function sync(project, planner) {
  const plan = await planner.createPlan();
  const of = (...actions) => plan.filter(({ action }) => actions.includes(action));
  const [drops, alters] = [of('delete'), of('notify')];
  if (project.unasked === 'refused' && drops.length + alters.length > 0) {
    const tables = (some) => some.map(({ tableName }) => tableName);
    throw project.refusal({ kind: 'links', drops: tables(drops), alters: tables(alters) });
  }
  const agreed = project.unasked === 'left-out' ? [] : [...alters.map((one) => ({ ...one, action: 'update' })), ...drops];
  await planner.executePlan([...of('create', 'update'), ...agreed]);
}

/** A migration of a module, which stands in a file. */
async function ofModule(project, { visit, folders, utils }, file) {
  const door = folders.get(path.dirname(file));
  if (!door) return undefined;
  const { Migration } = project.require('@medusajs/framework/mikro-orm/migrations');
  const Class = Object.values(await utils.dynamicImport(file))[0];
  const run = (way) => async () => {
    let left = 1;
    let failure;
    await visit(door, async (migrator) => {
      if (migrator.absolutePath !== path.dirname(file) || left-- !== 1) return;
      try {
        await migrator.driver.connect();
        await migrator.resolve({ name: path.basename(file), path: file })[way]();
      } catch (error) {
        failure = { error };
      }
    });
    if (failure) throw failure.error;
  };
  const disabled = utils.isFileDisabled(file);
  const has = (way) => disabled || Class.prototype[way] !== Migration.prototype[way];
  return {
    transaction: disabled || Class.prototype.isTransactional(),
    up: has('up') ? run('up') : undefined,
    down: has('down') ? run('down') : undefined,
  };
}

/** Files that Medusa passes over because a flag is not set. */
async function skipped(folder, utils) {
  const names = fs.readdirSync(folder).filter((name) => MIGRATION.test(name));
  const says = names.filter((name) => fs.readFileSync(path.join(folder, name), 'utf8').includes('defineFileConfig'));
  const skips = await Promise.all(says.map(async (name) => utils.isFileSkipped(await utils.dynamicImport(path.join(folder, name)))));
  return says.filter((_, at) => skips[at]);
}

export default {
  packages: ['@medusajs/medusa', '@medusajs/framework'],

  async outline(project) {
    application ??= await load(project);
    const { folders, planner, utils } = application;
    const list = [...folders].map(async ([folder, { module }]) => ({ module, folder, skipped: await skipped(folder, utils) }));
    return { modules: await Promise.all(list), links: await declared(planner) };
  },

  async open(project) {
    application ??= await load(project);
    return {
      find: (file) =>
        path.dirname(file) === path.join(project.root, 'src') && path.basename(file) === 'links'
          ? { transaction: true, up: () => sync(project, application.planner) }
          : ofModule(project, application, file),
      transaction: (migration) => migration.transaction,
      run: (migration, way) => migration[way](),
      close: () => {},
    };
  },
};
