// MikroORM: a class with `up` and `down`, which say SQL or run it, carried out by MikroORM's own runner of migrations.

const FILES = ['src/mikro-orm.config.ts', 'mikro-orm.config.ts', 'src/mikro-orm.config.js', 'dist/mikro-orm.config.js', 'build/mikro-orm.config.js', 'mikro-orm.config.js'];

/** Which of several settings is meant, as MikroORM's command line chooses. */
async function chosen(settings) {
  const name = process.env.MIKRO_ORM_CONTEXT_NAME ?? 'default';
  const fits = (one) => typeof one === 'object' && one !== null && (one.contextName ?? 'default') === name;
  for (const one of [settings].flat()) {
    const value = typeof one === 'function' ? await one(name) : await one;
    if (fits(value)) return value;
  }
  return {};
}

export default {
  packages: ['@mikro-orm/core', '@mikro-orm/migrations', '@mikro-orm/postgresql'],
  entities: true,

  async open(project) {
    const said = [process.env.MIKRO_ORM_CLI_CONFIG, ...(project.manifest['mikro-orm']?.configPaths ?? [])].filter(Boolean);
    const file = project.find([...said, ...FILES]);
    const settings = file ? await project.settings(file, { of: chosen }) : {};
    const { MikroORM } = project.require('@mikro-orm/core');
    const { Migration, MigrationRunner } = project.require('@mikro-orm/migrations');
    const { PostgreSqlDriver } = project.require('@mikro-orm/postgresql');
    const { host, port, user, database, password } = project.connection;
    // MikroORM lets its environment overrule its settings, and reads it from a file where it is not set.
    const environment = { HOST: host, PORT: port, USER: user, DB_NAME: database, PASSWORD: password, CLIENT_URL: '' };
    for (const [name, value] of Object.entries(environment)) process.env[`MIKRO_ORM_${name}`] = value;
    const orm = await MikroORM.init({
      ...settings,
      driver: settings.driver ?? PostgreSqlDriver,
      clientUrl: undefined,
      host,
      port,
      user,
      password,
      dbName: database,
      driverOptions: {},
      replicas: undefined,
      pool: { min: 0, max: 2 },
      discovery: { ...settings.discovery, warnWhenNoEntities: false },
      allowGlobalContext: true,
      ensureDatabase: false,
      connect: false,
      debug: false,
    });
    const options = orm.config.get('migrations');
    const inside = (migration) => options.transactional && migration.isTransactional();
    return {
      migration(module) {
        const [Class] = project.classes(module);
        return Class && new Class(orm.driver, orm.config);
      },
      has: (migration, way) => migration[way] !== Migration.prototype[way],
      transaction: inside,
      async run(migration, way) {
        await orm.connect();
        await new MigrationRunner(orm.driver, options, orm.config).run(migration, way);
      },
      close: () => orm.close(true),
    };
  },
};
