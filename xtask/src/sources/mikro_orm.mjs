// Asks MikroORM for SQL: node mikro_orm.mjs FOLDER SNAPSHOT for what makes the things of a snapshot, and with the entities
// beside it for both: node mikro_orm.mjs FOLDER SNAPSHOT ENTITIES STATEMENTS
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, snapshot, entities, statements] = process.argv.slice(2)
const require = createRequire(path.join(folder, 'index.js'))
const { MikroORM, EntitySchema } = require('@mikro-orm/core')
const { PostgreSqlDriver, DatabaseSchema, SchemaComparator } = require('@mikro-orm/postgresql')
const { Migrator } = require('@mikro-orm/migrations')

const nothing = [new EntitySchema({ name: 'Nothing', properties: { id: { type: 'number', primary: true } } })]
const orm = await MikroORM.init({
  driver: PostgreSqlDriver,
  clientUrl: 'postgres://nobody@127.0.0.1:1/case',
  connect: false,
  entities: entities ? (await import(pathToFileURL(path.resolve(entities)))).entities : nothing,
  extensions: [Migrator],
  migrations: { path: path.dirname(snapshot), snapshotName: path.basename(snapshot, '.json') },
}, false)
try {
  if (entities) {
    fs.writeFileSync(snapshot, JSON.stringify(orm.schema.getTargetSchema(), null, 2) + '\n')
    fs.writeFileSync(statements, await orm.schema.getCreateSchemaSQL({ wrap: false }))
  } else {
    const platform = orm.em.getPlatform()
    const wanted = orm.getMigrator().getSchemaFromSnapshot()
    const difference = new SchemaComparator(platform).compare(new DatabaseSchema(platform, 'public'), wanted)
    process.stdout.write(await orm.schema.diffToSQL(difference, { wrap: false }))
  }
} catch (error) {
  process.stderr.write(String(error.stack ?? error) + '\n')
  process.exitCode = 1
}
