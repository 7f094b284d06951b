import { EntitySchema } from '@mikro-orm/core'
export const entities = [
  new EntitySchema({ name: 'Near', tableName: 'near things', properties: { id: { type: 'number', primary: true }, Name: { type: 'string', fieldName: 'Full Name', unique: true }, far: { kind: 'm:1', entity: 'Far', nullable: true } } }),
  new EntitySchema({ name: 'Far', schema: 'far', properties: { id: { type: 'number', primary: true }, near: { kind: 'm:1', entity: 'Near' }, order: { type: 'string', index: true }, all: { kind: 'm:n', entity: 'Near' } } }),
]
