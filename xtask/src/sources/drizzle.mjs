// Asks Drizzle Kit for the SQL that makes what a snapshot holds: node drizzle.mjs KIT_FOLDER SNAPSHOT
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const [folder, file] = process.argv.slice(2)
const require = createRequire(path.join(folder, 'index.js'))
const snapshot = JSON.parse(fs.readFileSync(file, 'utf8'))
const kit = require(Array.isArray(snapshot.ddl) ? 'drizzle-kit/api-postgres' : 'drizzle-kit/api')
const empty = await kit.generateDrizzleJson({})
try {
  const statements = await kit.generateMigration(empty, snapshot)
  // The kit leaves something open, so it has to be ended, but not before everything is written.
  process.stdout.write(statements.join('\n') + '\n', () => process.exit(0))
} catch (error) {
  process.stderr.write(String(error.stack ?? error) + '\n', () => process.exit(1))
}
