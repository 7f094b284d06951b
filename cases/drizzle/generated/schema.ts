import { SQL, sql } from 'drizzle-orm'
import { check, customType, integer, numeric, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
export const other = pgSchema('other')
export const people = pgTable('people', {
  first: text('first').notNull(),
  last: text('last').notNull(),
  age: integer('age'),
  full: text('full').generatedAlwaysAs(sql`first || ' ' || last`),
  fullToo: text('full_too').notNull().generatedAlwaysAs((): SQL => sql`${people.first} || ' ' || ${people.last}`),
  words: tsvector('words').generatedAlwaysAs(sql`to_tsvector('english', first)`),
}, (t) => [
  check('grown', sql`${t.age} >= 18`),
  check('told', sql`${t.first} <> '' and length(last) > 1`),
  check('one_of', sql`${t.age} in (18, 19, 20)`),
])
export const prices = other.table('prices', {
  net: numeric('net'),
  gross: numeric('gross').generatedAlwaysAs(sql`net * 1.2`),
}, (t) => [check('positive', sql`${t.net} > 0`)])
