// node-pg-migrate: `up(pgm)` and `down(pgm)`, which say what is to be run when they have returned, carried out by the tool's
// own class for migrations.

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What an option of the project's own commands says: `node-pg-migrate up -f settings.json`. */
function option(manifest, ...names) {
  const scripts = Object.values(manifest.scripts ?? {}).filter((script) => script.includes('node-pg-migrate'));
  const words = scripts.join(' ').split(/[\s=]+/);
  const at = words.findIndex((word) => names.includes(word));
  return at < 0 ? undefined : (words[at + 1] ?? '').replace(/^["']|["']$/g, '');
}

/** The settings of a file that a command names, or of the package `config`. */
async function settings(project) {
  const file = option(project.manifest, '-f', '--config-file');
  const of = (value) => value?.db ?? value;
  if (file) return project.settings(path.resolve(project.root, file), { of });
  process.env.SUPPRESS_NO_CONFIG_WARNING ??= 'yes';
  const config = project.resolves('config') && project.require('config');
  return config?.has('db') ? config.get('db') : {};
}

/** Words for types that earlier migrations have laid down, as the tool gathers them: from file to file. */
async function shorthands(file, project) {
  const number = (name) => {
    const [digits = ''] = /^\d+/.exec(name) ?? [];
    const [, year, month, day, ...time] = /^(....)(..)(..)(..)(..)(..)(...)$/.exec(digits) ?? [];
    return year ? Date.UTC(year, month - 1, day, ...time) : Number(digits);
  };
  const own = path.basename(file);
  const before = fs.readdirSync(path.dirname(file)).filter((name) => /^\d.*\.[cm]?[jt]s$/.test(name) && !/\.d\.[cm]?ts$/.test(name));
  const place = (one, two) => number(one) - number(two) || one.localeCompare(two, undefined, { numeric: true, ignorePunctuation: true });
  let words = {};
  for (const name of before.sort(place)) {
    const other = path.join(path.dirname(file), name);
    const gives = /shorthands\b(?!\s*=\s*undefined)/.test(fs.readFileSync(other, 'utf8'));
    if (gives) words = { ...words, ...project.exported(await project.load(other)).shorthands };
    if (name === own) return words;
  }
  return words;
}

const silent = { info() {}, warn() {}, error() {} };

/** What the tool exports. */
async function tool(project) {
  const module = await import(pathToFileURL(project.resolves('node-pg-migrate')).href);
  return { ...module.default, ...module };
}

export default {
  packages: ['node-pg-migrate', 'pg'],

  // Newer ones bring with them what loads a migration, in whatever kind of module it is written.
  async loader(project) {
    const { jiti } = await tool(project);
    return jiti && ((file) => jiti.import(file));
  },

  async open(project) {
    const { Migration } = await tool(project);
    const { decamelize, schema } = await settings(project);
    const schemas = [schema ?? option(project.manifest, '-s', '--schema') ?? []].flat();
    const options = {
      // What it would write into its ledger is not looked at.
      migrationsTable: 'pgmigrations',
      singleTransaction: false,
      decamelize: decamelize ?? option(project.manifest, '--decamelize') !== undefined,
    };
    const client = new (project.require('pg').Client)(project.connection);
    const query = (...words) => client.query(...words);
    const select = async (...words) => (await query(...words)).rows;
    const column = async (name, ...words) => (await select(...words)).map((row) => row[name]);
    const database = { query, select, column, addBeforeCloseListener() {} };
    class Unwritten extends Migration {
      _getMarkAsRun() {
        return 'SELECT 1';
      }
    }
    return {
      async migration(module, file) {
        const actions = project.exported(module);
        const { up, down = up } = actions;
        return { up, down, made: new Unwritten(database, file, actions, options, await shorthands(file, project), silent) };
      },
      transaction: (migration, way) => !/\bnoTransaction\b/.test(String(migration[way])),
      async run(migration, way) {
        await client.connect();
        if (schemas.length) await query(`SET search_path TO ${schemas.map((one) => client.escapeIdentifier(one)).join(', ')}`);
        try {
          await migration.made.apply(way);
        } catch (error) {
          await query('ROLLBACK');
          throw error;
        }
      },
      close: () => client.end(),
    };
  },
};
