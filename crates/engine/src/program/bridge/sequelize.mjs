// Sequelize: `up(queryInterface, Sequelize)` and `down` likewise, without a transaction of the tool's own.

import path from 'node:path';

export default {
  packages: ['sequelize', 'pg'],

  async open(project) {
    const rc = project.find(['.sequelizerc']);
    const paths = rc ? project.require(rc) : {};
    const file = paths.config ? path.resolve(project.root, paths.config) : project.find(['config/config.json', 'config/config.js']);
    const settings = file ? await project.settings(file) : {};
    const { url, use_env_variable, dialectOptions = {}, replication, ...rest } = settings;
    const Sequelize = project.require('sequelize');
    const { host, port, user, database, password } = project.connection;
    const sequelize = new (Sequelize.Sequelize ?? Sequelize)({
      ...rest,
      dialect: 'postgres',
      native: false,
      host,
      port,
      username: user,
      database,
      password,
      ssl: false,
      dialectOptions: { ...dialectOptions, ssl: false },
      logging: false,
    });
    return {
      transaction: () => true,
      run: (migration, way) => migration[way](sequelize.getQueryInterface(), Sequelize),
      close: () => sequelize.close(),
    };
  },
};
