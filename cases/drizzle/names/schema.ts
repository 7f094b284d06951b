import { index, integer, pgEnum, pgTable, primaryKey, serial, text, unique } from 'drizzle-orm/pg-core'
export const User = pgTable('User', {
  id: serial('id').primaryKey(),
  order: integer('order').unique(),
  camelCase: text("camelCase").notNull().default('x'),
  withSpace: text('with space'),
  umlaut: text('größe'),
})
export const kind = pgEnum('Kind of thing', ['A', 'b c', 'ß'])
export const long = pgTable('a_table_that_has_a_long_name', {
  a_column_with_a_long_name: integer('a_column_with_a_long_name').references(() => User.id),
  kind: kind('select'),
  other: text('from'),
}, (t) => [
  primaryKey({ columns: [t.a_column_with_a_long_name, t.other] }),
  index('an index of it').on(t.other),
  unique().on(t.kind, t.other),
])
