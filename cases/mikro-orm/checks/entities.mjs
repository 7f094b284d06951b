import { EntitySchema } from '@mikro-orm/core'
export const entities = [
  new EntitySchema({ name: 'Price', properties: {
    id: { type: 'number', primary: true },
    net: { type: 'number', check: 'net > 0' },
    rate: { type: 'decimal', precision: 5, scale: 2 },
    gross: { type: 'decimal', precision: 10, scale: 2, generated: '(net * rate) stored' },
    always: { type: 'integer', generated: 'identity' },
    first: { type: 'string' }, last: { type: 'string' },
    full: { type: 'string', generated: cols => `(${cols.first} || ' ' || ${cols.last}) stored` },
  }, checks: [{ name: 'reasonable', expression: 'rate < 100' }, { property: 'net', expression: cols => `${cols.net} <> 13` }] }),
]
