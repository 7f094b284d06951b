import { sql } from 'drizzle-orm'
import { integer, pgPolicy, pgRole, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'
export const app = pgRole('case_app')
export const boss = pgRole('case_boss', { createDb: true, createRole: true, inherit: false })
export const there = pgRole('pg_monitor').existing()
export const other = pgSchema('other')
export const notes = pgTable('notes', { id: integer('id').primaryKey(), owner: text('owner') }, (t) => [
  pgPolicy('everything'),
  pgPolicy('read', { for: 'select', to: app, using: sql`${t.owner} = current_user` }),
  pgPolicy('write', { as: 'restrictive', for: 'insert', to: ['public', boss], withCheck: sql`owner is not null` }),
  pgPolicy('change', { for: 'update', to: there, using: sql`true`, withCheck: sql`id > 0` }),
  pgPolicy('remove all of it', { for: 'delete', to: 'current_user', using: sql`owner = 'it''s'` }),
])
export const outside = other.table('outside', { id: integer('id') }, () => [pgPolicy('seen', { to: 'session_user' })])
export const late = pgTable('late', { id: integer('id') })
export const linked = pgPolicy('linked', { for: 'select', to: 'current_role', using: sql`true` }).link(late)
export const linkedOutside = pgPolicy('linked_outside', { to: 'public', using: sql`false` }).link(outside)
