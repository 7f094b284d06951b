import { EntitySchema, t } from '@mikro-orm/core'
export const entities = [new EntitySchema({ name: 'All', tableName: 'all', properties: {
  id: { type: 'number', primary: true },
  big: { type: 'bigint', nullable: true },
  text: { type: 'text' },
  string: { type: 'string' },
  short: { type: 'string', length: 20, nullable: true },
  flag: { type: 'boolean', default: true },
  real: { type: 'float' }, double: { type: 'double', nullable: true },
  money: { type: 'decimal', precision: 10, scale: 2, defaultRaw: '0' },
  when: { type: 'Date' }, made: { type: 'datetime', length: 3, defaultRaw: 'now()' },
  day: { type: 'date', nullable: true }, time: { type: 'time', nullable: true, length: 3 },
  json: { type: 'json', nullable: true }, list: { type: 'array', nullable: true }, uuid: { type: 'uuid', defaultRaw: 'gen_random_uuid()' },
  blob: { type: 'blob', nullable: true }, small: { type: 'smallint', default: 3 }, tiny: { type: 'tinyint', nullable: true }, interval: { type: 'interval', nullable: true }, custom: { columnType: 'inet', type: 'string', nullable: true }, quoted: { type: 'string', default: 'some text' },
} })]
