// Asks Prisma's own schema engine for the SQL that makes a schema: node prisma.mjs FOLDER ENGINE_FOLDER FILE…
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [, folder, ...paths] = process.argv.slice(2)
const files = paths.map((file) => ({ path: file, content: fs.readFileSync(file, 'utf8') }))
const all = files.map((file) => file.content).join('\n')
const provider = /provider\s*=\s*"sqlite"/.test(all) ? 'sqlite' : 'postgres'
for (const [, name] of all.matchAll(/env\("(\w+)"\)/g)) process.env[name] ??= 'postgresql://nobody@nowhere/nothing'

const engine = await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')))
const bytes = fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm'))
const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { './schema_engine_bg.js': engine })
engine.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start?.()

// From empty to a schema the engine asks a database nothing but its version.
const ok = (value) => ({ ok: true, value })
const version = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [5, 7, 0],
  rows: [[true, 'PostgreSQL 15.0', 150000]],
}
const connection = {
  provider,
  adapterName: 'none',
  queryRaw: async () => ok(version),
  executeRaw: async () => ok(0),
  executeScript: async () => ok(undefined),
  startTransaction: async () => ok(undefined),
  getConnectionInfo: () => ok({ supportsRelationJoins: true }),
  dispose: async () => ok(undefined),
}
const factory = {
  provider,
  adapterName: 'none',
  connect: async () => ok(connection),
  connectToShadowDb: async () => ok(connection),
  errorRegistry: { consumeError: () => undefined },
}
try {
  const datamodels = files.map((file) => [file.path, file.content])
  const schema = await engine.SchemaEngine.new({ datamodels }, () => {}, factory)
  const { stdout } = await schema.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  process.stdout.write(stdout)
} catch (error) {
  process.stderr.write(String(error.message ?? error) + '\n')
  process.exitCode = 1
}
