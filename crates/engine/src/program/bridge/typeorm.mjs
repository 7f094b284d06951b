// TypeORM: a class with `up(queryRunner)` and `down(queryRunner)`, in a transaction unless the migration or the settings say
// otherwise.

const PLACES = ['', 'src/', 'src/db/', 'src/database/', 'src/config/', 'db/', 'database/', 'dist/'];
const FILES = PLACES.flatMap((place) => ['data-source.ts', 'data-source.js', 'datasource.ts', 'datasource.js'].map((name) => place + name));
const OLDER = ['ormconfig.ts', 'ormconfig.js', 'ormconfig.cjs', 'ormconfig.json'];

/** The file that the project's own commands name: `typeorm migration:run -d src/data-source.ts`. */
function named(manifest) {
  const scripts = Object.values(manifest.scripts ?? {}).join('\n');
  return [...scripts.matchAll(/(?:\s-d|--dataSource)[\s=]+["']?([^\s"']+)/g)].map(([, file]) => file);
}

/** The options of the data source that a module exports, whatever it calls it, or options themselves. */
async function options(exported) {
  const values = await Promise.all([exported, ...(Array.isArray(exported) ? exported : Object.values(exported ?? {}))]);
  const source = values.find((one) => typeof one?.initialize === 'function' && one.options);
  return source?.options ?? values.find((one) => one?.type === 'postgres');
}

export default {
  packages: ['typeorm', 'pg'],
  entities: true,

  async open(project) {
    const file = project.find([...named(project.manifest), ...FILES, ...OLDER]);
    const settings = file ? await project.settings(file, { of: options }) : {};
    const { DataSource } = project.require('typeorm');
    const { host, port, user, database, password } = project.connection;
    const { url, replication, ssl, socketPath, nativeDriver, migrations, cache, ...rest } = settings;
    const source = new DataSource({
      ...rest,
      type: 'postgres',
      host,
      port,
      username: user,
      password,
      database,
      extra: {},
      synchronize: false,
      dropSchema: false,
      migrationsRun: false,
      logging: false,
    });
    const inside = (migration) => migration.transaction ?? settings.migrationsTransactionMode !== 'none';
    return {
      migration(module) {
        const [Class] = project.classes(module);
        return Class && new Class();
      },
      transaction: inside,
      async run(migration, way) {
        await source.initialize();
        const runner = source.createQueryRunner();
        try {
          await runner.beforeMigration();
          if (inside(migration)) await runner.startTransaction();
          await migration[way](runner);
          if (runner.isTransactionActive) await runner.commitTransaction();
          await runner.afterMigration();
        } finally {
          await runner.release();
        }
      },
      close: () => source.isInitialized && source.destroy(),
    };
  },
};
