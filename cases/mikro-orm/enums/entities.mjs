import { EntitySchema } from '@mikro-orm/core'
const Level = { Low: 'low', High: 'very high' }
const Number_ = { One: 1, Two: 2 }
export const entities = [
  new EntitySchema({ name: 'Thing', properties: {
    id: { type: 'number', primary: true },
    level: { enum: true, items: () => Level, default: 'low' },
    optional: { enum: true, items: ['a', 'b'], nullable: true },
    number: { enum: true, items: () => Number_, type: 'smallint', default: 1 },
    native: { enum: true, items: () => Level, nativeEnumName: 'level_type', default: 'very high' },
    natives: { type: 'string[]', enum: true, array: true, items: () => Level, nativeEnumName: 'level_type', nullable: true },
    several: { type: 'string[]', enum: true, array: true, items: ['x', 'y'], default: [] },
  } }),
  new EntitySchema({ name: 'Far', schema: 'far', properties: {
    id: { type: 'number', primary: true },
    native: { enum: true, items: ['p', 'q'], nativeEnumName: 'far_type' },
    elsewhere: { enum: true, items: ['p', 'q'], nativeEnumName: 'far.other_type', nullable: true },
  } }),
]
