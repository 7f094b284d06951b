import { sql } from 'drizzle-orm'
import { pgTable, pgEnum, pgSchema, pgSequence, pgView, pgMaterializedView, pgPolicy, pgRole, serial, integer, bigint, text, varchar, numeric, boolean, timestamp, jsonb, uuid, primaryKey, unique, uniqueIndex, index, foreignKey, check, date, doublePrecision, char } from 'drizzle-orm/pg-core'
export const role = pgEnum('role', ['user', "it's admin"])
export const audit = pgSchema('audit')
export const kind = audit.enum('kind', ['a', 'b'])
export const counter = pgSequence('counter', { startWith: 100, increment: 2, maxValue: 10000, cycle: true, cache: 5 })
export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  big: bigint('big', { mode: 'number' }).generatedAlwaysAsIdentity({ startWith: 10 }),
  other: integer('other').generatedByDefaultAsIdentity(),
  email: varchar('email', { length: 255 }).notNull().unique(),
  name: text('Full Name').notNull().default("it's"),
  role: role('role').notNull().default('user'),
  roles: role('roles').array().notNull().default(sql`'{}'::role[]`),
  tags: text('tags').array(),
  amount: numeric('amount', { precision: 10, scale: 2 }).default('1.50'),
  flag: boolean('flag').default(true),
  n: integer('n').default(3),
  made: timestamp('made', { withTimezone: true, precision: 3 }).defaultNow().notNull(),
  plain: timestamp('plain'),
  data: jsonb('data').default({ a: 1 }),
  key: uuid('key').defaultRandom().unique('key_once', { nulls: 'not distinct' }),
  lower: text('lower').generatedAlwaysAs(sql`lower(email)`),
  code: char('code', { length: 2 }),
  day: date('day'),
  score: doublePrecision('score'),
}, (t) => [
  index('users_made_index').on(t.made.desc(), t.email),
  index('users_nulls').on(t.n.asc().nullsFirst()),
  index('users_lower').on(sql`lower(${t.email})`),
  uniqueIndex('users_some').on(t.name).where(sql`flag`),
  index('users_gin').using('gin', t.data.op('jsonb_path_ops')),
  index('users_fill').on(t.day).with({ fillfactor: '70' }),
  check('positive', sql`${t.n} > 0`),
  unique('both').on(t.name, t.n),
])
export const logs = audit.table('logs', {
  a: integer('a'),
  b: text('b'),
  userId: integer('user_id').references(() => users.id, { onDelete: 'cascade', onUpdate: 'set null' }),
  kind: kind('kind'),
}, (t) => [primaryKey({ columns: [t.a, t.b] }), foreignKey({ columns: [t.userId], foreignColumns: [users.id], name: 'again' })])
export const secured = pgTable('secured', { id: integer('id').primaryKey() }, (t) => [
  pgPolicy('mine', { as: 'restrictive', to: 'public', for: 'select', using: sql`id > 0` }),
  pgPolicy('all of it', { to: 'current_user', using: sql`true`, withCheck: sql`id < 9` }),
])
export const locked = pgTable('locked', { id: integer('id').primaryKey() }).enableRLS()
export const emails = pgView('emails').with({ securityInvoker: true }).as((qb) => qb.select({ e: users.email }).from(users))
export const totals = pgMaterializedView('totals').withNoData().as((qb) => qb.select({ n: users.n }).from(users))
