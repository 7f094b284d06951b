// Kysely: `up(db)` and `down(db)`, in a transaction unless the settings of kysely-ctl say otherwise.

import { createRequire } from 'node:module';
import path from 'node:path';

const ENDINGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];
const FILES = ENDINGS.flatMap((ending) => [`.config/kysely.config.${ending}`, `kysely.config.${ending}`]);

/** Settings may be functions that give them. */
const given = (one) => (typeof one === 'function' ? one() : one);

/** How kysely-ctl loads its settings: not as the project's TypeScript is loaded, which could not load kysely-ctl itself. */
function loading(project) {
  const ctl = project.resolves('kysely-ctl');
  if (!ctl) return undefined;
  const { createJiti } = createRequire(ctl)('jiti');
  const jiti = createJiti(path.join(project.root, 'package.json'));
  return (file) => jiti.import(file);
}

export default {
  packages: ['kysely', 'pg'],

  async open(project) {
    const file = project.find(FILES);
    const settings = file ? await project.settings(file, { loading: loading(project) }) : {};
    const inside = !settings.migrations?.disableTransactions;
    const own = await given(settings.kysely);
    const plugins = own?.getExecutor().plugins ?? (await given(settings.plugins)) ?? [];
    const { Kysely, PostgresDialect } = project.require('kysely');
    const { Pool } = project.require('pg');
    const pool = new Pool(project.connection);
    const db = new Kysely({ dialect: new PostgresDialect({ pool }), plugins });
    const work = inside ? db.transaction() : db.connection();
    return {
      transaction: () => inside,
      run: (migration, way) => work.execute(async (one) => void (await migration[way](one))),
      close: () => db.destroy(),
    };
  },
};
