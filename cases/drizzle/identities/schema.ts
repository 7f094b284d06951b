import { bigint, integer, pgSchema, pgSequence, pgTable, smallint } from 'drizzle-orm/pg-core'
export const other = pgSchema('other')
export const plain = pgSequence('plain')
export const full = pgSequence('full', { startWith: 100, minValue: 100, maxValue: 10000, cycle: true, cache: 10, increment: 2 })
export const down = pgSequence('down', { increment: -1, minValue: -100, maxValue: -1, startWith: -1 })
export const outside = other.sequence('outside', { startWith: 5 })
export const always = pgTable('always', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  other: bigint('other', { mode: 'number' }).generatedByDefaultAsIdentity(),
  small: smallint('small').generatedAlwaysAsIdentity({ name: 'small_numbers', startWith: 10, increment: 5, maxValue: 1000, minValue: 5, cache: 3, cycle: true }),
})
export const elsewhere = other.table('elsewhere', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  down: integer('down').generatedByDefaultAsIdentity({ increment: -1, minValue: -100, maxValue: -1, startWith: -1 }),
})
