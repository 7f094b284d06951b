import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgSchema, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
export const other = pgSchema('other')
export const t = pgTable('t', {
  a: integer('a'),
  b: text('b'),
  camel: text('camelCase'),
  made: timestamp('made'),
  data: jsonb('data'),
  gone: boolean('gone').notNull().default(false),
}, (t) => [
  index().on(t.a, t.b),
  index('plain').on(t.a),
  uniqueIndex('once').on(t.b),
  index('descending').on(t.a.desc(), t.b),
  index('descending_first').on(t.a.desc().nullsFirst()),
  index('descending_last').on(t.a.desc().nullsLast()),
  index('ascending_first').on(t.a.asc().nullsFirst()),
  index('ascending_last').on(t.a.asc().nullsLast()),
  index('by_expression').on(sql`lower(${t.b})`),
  uniqueIndex('by_both').on(sql`lower(${t.camel})`, t.a),
  index('some').on(t.a).where(sql`${t.gone} = false`),
  uniqueIndex('some_once').on(t.b).where(sql`gone is false and ${t.a} > 3`),
  index('hashed').using('hash', t.b),
  index('inverted').using('gin', t.data),
  index('inverted_paths').using('gin', t.data.op('jsonb_path_ops')),
  index('blocks').using('brin', t.made),
  index('patterns').on(t.b.op('text_pattern_ops')),
  index('patterns_desc').on(t.b.desc().op('text_pattern_ops'), t.camel),
  index('filled').on(t.a).with({ fillfactor: '70' }),
  index('filled_more').using('gin', t.data).with({ fastupdate: 'off', gin_pending_list_limit: '128' }),
  index('alongside').on(t.a, t.made).concurrently(),
])
export const u = other.table('u', { a: integer('a'), b: text('b') }, (t) => [
  index('u_a').on(t.a),
  uniqueIndex().on(t.a, t.b),
])
