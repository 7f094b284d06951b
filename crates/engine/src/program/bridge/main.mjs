// Runs migrations that are programs, for evenkeel, which starts this with the project's own node and says by lines of JSON
// what is to be done. Everything of the project is found from the project: its packages, its settings, its TypeScript.
// It knows nothing about any tool; that stands in a file for each beside this one.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { folder, root, tool, user, database, unasked } = JSON.parse(process.env.EVENKEEL_BRIDGE);
delete process.env.EVENKEEL_BRIDGE;

// The driver of the project speaks to a socket of ours; what its environment says about other servers must not count.
for (const name of Object.keys(process.env)) {
  if (/^PG(HOST|HOSTADDR|PORT|USER|PASSWORD|DATABASE|SSL\w*|OPTIONS|SERVICE|REQUIRESSL)$/.test(name)) delete process.env[name];
}

/** Something that stands in the way and is nobody's exception. */
class Refusal extends Error {
  constructor(facts) {
    super(facts.kind);
    this.facts = facts;
  }
}

/** Something without which no program of the project can be run. */
class Lack extends Refusal {}

const require = createRequire(path.join(root, 'package.json'));

const project = {
  root,
  require,
  resolves,
  /** What is done with what the tool would ask a person about. */
  unasked,
  refusal: (facts) => new Refusal(facts),
  lack: (facts) => new Lack(facts),
  manifest: JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')),
  load,
  exported,
  connection: { host: folder, port: 5432, user, database, password: 'none', ssl: false },
  /** The first of these files that the project has. */
  find: (names) => names.map((name) => path.resolve(root, name)).find((file) => fs.existsSync(file)),
  /** The classes that a module exports and that have a way. */
  classes(module) {
    const values = [module, module?.default, module?.default?.default].flatMap((one) => [one, ...Object.values(one ?? {})]);
    return [...new Set(values)].filter((one) => typeof one?.prototype?.up === 'function');
  },
  /** What the settings of a tool come to; `of` says which of them count. */
  async settings(file, { loading = load, of = environments } = {}) {
    try {
      return (await of(file.endsWith('.json') ? JSON.parse(fs.readFileSync(file, 'utf8')) : plain(await loading(file)))) ?? {};
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Lack({ kind: 'settings', file, problem: String(error?.message ?? error).split('\n')[0] });
    }
  },
};

/** A value, a function that makes one, or one for each environment. */
async function environments(settings) {
  const value = await (typeof settings === 'function' ? settings() : settings);
  return value?.[process.env.NODE_ENV || 'development'] ?? value;
}

function resolves(name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** What a module is worth without what loaders put around it. */
function plain(module) {
  const inner = module?.default;
  return inner?.__esModule && inner.default !== undefined ? inner.default : (inner ?? module);
}

/** Ways to load TypeScript, by the package that a project has for it. */
const LOADERS = {
  async tsx(api) {
    resolves('tsx/cjs/api') && require('tsx/cjs/api').register();
    const { tsImport } = await import(pathToFileURL(api).href);
    return (one) => tsImport(pathToFileURL(one).href, pathToFileURL(path.join(root, 'package.json')).href);
  },
  'ts-node'() {
    require('ts-node').register({ transpileOnly: true });
    return async (one) => require(one);
  },
  '@swc-node/register'() {
    require('@swc-node/register/register');
    return async (one) => require(one);
  },
};
/** Where entities say their types by decorators, which not every way keeps. */
const KEEPING_TYPES = ['ts-node', '@swc-node/register', 'tsx'];
const ENTRIES = { tsx: 'tsx/esm/api', 'ts-node': 'ts-node', '@swc-node/register': '@swc-node/register/register' };

let own;
let typescript;

/** How the project loads TypeScript. */
async function loader(file) {
  // The others cannot load modules of today's kind everywhere, and do not know how without settings.
  const usual = project.manifest.type === 'module' || !project.find(['tsconfig.json']);
  for (const name of !usual && kit.entities ? KEEPING_TYPES : Object.keys(LOADERS)) {
    const entry = resolves(ENTRIES[name]);
    if (entry) return LOADERS[name](entry);
  }
  if (process.features.typescript) return (one) => import(pathToFileURL(one).href);
  throw new Lack({ kind: 'no-loader', file });
}

async function load(file) {
  own ??= (await kit.loader?.(project)) ?? false;
  if (own) return own(file);
  if (/\.[cm]?ts$/.test(file)) {
    typescript ??= await loader(file);
    return typescript(file);
  }
  return import(pathToFileURL(file).href);
}

/** The exports of a migration, however its module gives them. */
function exported(module) {
  const candidates = [module?.default?.default, module?.default, module];
  return candidates.find((one) => typeof one?.up === 'function' || typeof one?.down === 'function') ?? module;
}

let kit;
let session;
let migration;
let way;

/** What is known of the tool, whose packages have to be there. */
async function ready() {
  kit ??= (await import(pathToFileURL(path.join(folder, `${tool}.mjs`)).href)).default;
  for (const name of kit.packages) {
    if (!resolves(name)) throw new Lack({ kind: 'no-package', package: name });
  }
}

/** The migration of a file, where not the tool itself has to find it. */
async function found(file) {
  if (session.find) return session.find(file);
  const module = await load(file);
  return session.migration ? session.migration(module, file) : exported(module);
}

const commands = {
  async outline() {
    await ready();
    return { outlined: await kit.outline(project) };
  },
  async load(order) {
    await ready();
    session ??= await kit.open(project);
    way = order.way;
    migration = await found(order.file);
    const has = session.has ?? (() => true);
    if (typeof migration?.[way] !== 'function' || !has(migration, way)) throw new Refusal({ kind: 'no-way' });
    return { loaded: { transaction: session.transaction(migration, way) } };
  },
  async run() {
    try {
      await Promise.race([session.run(migration, way), new Promise((_, fail) => (interrupted = fail))]);
    } finally {
      interrupted = undefined;
      const open = session;
      session = undefined;
      // What was begun and not waited for is waited for here.
      await open.close();
    }
    return { done: {} };
  },
};

// Where nobody waits for an exception, it is the running migration's.
let interrupted;
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => (interrupted ? interrupted(error) : console.error(error)));
}

/** What the server said, where an exception stands for that. */
function sqlstate(error) {
  const seen = new Set();
  for (let one = error; one && typeof one === 'object' && !seen.has(one); ) {
    seen.add(one);
    if (typeof one.severity === 'string' && /^[0-9A-Z]{5}$/.test(one.code)) return one.code;
    one = one.original ?? one.driverError ?? one.previous ?? one.cause ?? one.parent;
  }
  return undefined;
}

function told(error) {
  if (error instanceof Refusal) return error.facts;
  const isError = error !== null && typeof error === 'object';
  return {
    kind: 'threw',
    name: isError ? error.name : undefined,
    message: isError && 'message' in error ? String(error.message) : String(error),
    stack: isError ? String(error.stack ?? '') : '',
    sqlstate: sqlstate(error),
  };
}

const control = net.connect(path.join(folder, 'bridge'));
const say = (value) => control.write(JSON.stringify(value) + '\n');
// Whoever started this is gone, and with it the session.
control.on('close', () => {
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});
control.on('error', () => {});
control.on('connect', () => say({ hello: { node: process.version } }));

for await (const line of createInterface({ input: control })) {
  const [[command, order]] = Object.entries(JSON.parse(line));
  try {
    say(await commands[command](order));
  } catch (error) {
    say(error instanceof Lack ? { lacking: error.facts } : { refused: told(error) });
  }
}
