import { sql } from 'drizzle-orm'
import { pgEnum, pgSchema, pgTable, bigint, boolean, date, integer, json, jsonb, numeric, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'
export const mood = pgEnum('mood', ['sad', 'happy'])
export const other = pgSchema('other')
export const Colour = other.enum('Colour', ['red', 'light blue'])
export const arrays = pgTable('arrays', {
  integers: integer('integers').array(),
  fixed: text('fixed').array(),
  varchars: varchar('varchars', { length: 20 }).array().notNull(),
  numerics: numeric('numerics', { precision: 10, scale: 2 }).array(),
  stamps: timestamp('stamps', { withTimezone: true, precision: 3 }).array(),
  moods: mood('moods').array(),
  colours: Colour('colours').array(),
  empty: text('empty').array().notNull().default([]),
  emptySql: text('empty_sql').array().notNull().default(sql`'{}'::text[]`),
  arraySql: integer('array_sql').array().default(sql`ARRAY[1, 2]`),
  filled: integer('filled').array().default([1, 2]),
  texts: text('texts').array().default(['a', 'b c']),
  booleans: boolean('booleans').array().default([true, false]),
  bigs: bigint('bigs', { mode: 'bigint' }).array(),
  moodsFilled: mood('moods_filled').array().notNull().default(['sad']),
  coloursFilled: Colour('colours_filled').array().notNull().default(['light blue']),
  uuids: uuid('uuids').array().default(['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']),
  jsons: jsonb('jsons').array(),
  dates: date('dates').array().default(['2024-01-02']),
})
