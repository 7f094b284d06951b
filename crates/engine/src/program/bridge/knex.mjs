// Knex: `up(knex)` and `down(knex)`, in a transaction unless the migration or the knexfile says otherwise.

const FILES = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map((ending) => `knexfile.${ending}`);

export default {
  packages: ['knex', 'pg'],

  async open(project) {
    const file = project.find(FILES);
    const settings = file ? await project.settings(file) : {};
    const { migrations = {}, client, pool, ...rest } = settings;
    const make = project.require('knex');
    const { host, port, user, database, password, ssl } = project.connection;
    const knex = (make.knex ?? make.default ?? make)({
      ...rest,
      // A client of the project's own stays; the name of another database does not.
      client: typeof client === 'function' ? client : 'pg',
      connection: { host, port, user, database, password, ssl },
      pool: { ...pool, min: 0 },
      asyncStackTraces: true,
      debug: false,
    });
    const inside = (migration) => migration.config?.transaction ?? !migrations.disableTransactions;
    return {
      transaction: inside,
      run: (migration, way) =>
        inside(migration) ? knex.transaction(async (trx) => void (await migration[way](trx))) : migration[way](knex),
      close: () => knex.destroy(),
    };
  },
};
