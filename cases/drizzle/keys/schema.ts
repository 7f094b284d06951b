import { AnyPgColumn, foreignKey, integer, pgSchema, pgTable, primaryKey, serial, text, unique, uuid } from 'drizzle-orm/pg-core'
export const other = pgSchema('other')
export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  email: text('email').notNull().unique(),
  login: text('login').unique('one_login'),
  code: text('code').unique('one_code', { nulls: 'not distinct' }),
  bossId: integer('boss_id').references((): AnyPgColumn => users.id),
})
export const tenants = pgTable('tenants', {
  region: text('region').notNull(),
  number: integer('number').notNull(),
  name: text('name'),
}, (t) => [
  primaryKey({ columns: [t.region, t.number] }),
  unique().on(t.name),
  unique('name_in_region').on(t.region, t.name).nullsNotDistinct(),
])
export const named = pgTable('named', { a: integer('a'), b: integer('b') }, (t) => [
  primaryKey({ name: 'the_key', columns: [t.b, t.a] }),
  unique('unnamed_pair').on(t.a, t.b),
])
export const single = pgTable('single', { a: integer('a') }, (t) => [primaryKey({ name: 'single_key', columns: [t.a] })])
export const outside = other.table('outside', {
  id: uuid('id').primaryKey(),
  userId: integer('user_id').notNull().references(() => users.id, { onDelete: 'cascade', onUpdate: 'cascade' }),
})
export const members = pgTable('members', {
  region: text('region'),
  tenant: integer('tenant'),
  userId: integer('user_id').references(() => users.id, { onDelete: 'set null' }),
  restricted: integer('restricted').references(() => users.id, { onDelete: 'restrict', onUpdate: 'restrict' }),
  defaulted: integer('defaulted').default(1).references(() => users.id, { onDelete: 'set default', onUpdate: 'set default' }),
  nothing: integer('nothing').references(() => users.id, { onDelete: 'no action' }),
  outsideId: uuid('outside_id').references(() => outside.id),
}, (t) => [
  foreignKey({ columns: [t.region, t.tenant], foreignColumns: [tenants.region, tenants.number] }).onDelete('cascade'),
  foreignKey({ columns: [t.nothing], foreignColumns: [users.id], name: 'named_fk' }),
])
