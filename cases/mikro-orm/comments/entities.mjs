import { EntitySchema } from '@mikro-orm/core'
export const entities = [
  new EntitySchema({ name: 'Told', comment: 'What was told', properties: {
    id: { type: 'number', primary: true, comment: 'which one' },
    text: { type: 'text', comment: 'the words themselves' },
  } }),
  new EntitySchema({ name: 'Far', schema: 'far', comment: 'elsewhere', properties: { id: { type: 'uuid', primary: true }, a: { type: 'string', nullable: true, comment: 'a' } } }),
]
