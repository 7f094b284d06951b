import { integer, pgEnum, pgSchema, pgTableCreator, serial, text } from 'drizzle-orm/pg-core'
export const mySchema = pgSchema('my Schema')
export const unused = pgSchema('unused')
export const level = pgEnum('level', ['low', 'high'])
export const own = mySchema.enum('Own Level', ['low', 'high'])
const table = pgTableCreator((name) => `project_${name}`)
export const users = table('users', { id: serial('id').primaryKey(), level: level('level') })
export const things = mySchema.table('things', {
  id: serial('id').primaryKey(),
  level: own('level').notNull().default('low'),
  common: level('common').default('high'),
  userId: integer('user_id').references(() => users.id),
  parent: integer('parent'),
  name: text('name').unique(),
})
