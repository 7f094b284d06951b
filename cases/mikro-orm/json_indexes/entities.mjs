import { EntitySchema } from '@mikro-orm/core'
export const entities = [
  new EntitySchema({ name: 'Doc', properties: { id: { type: 'number', primary: true }, meta: { type: 'json', nullable: true }, title: { type: 'string' } },
    indexes: [{ properties: ['meta.kind'] }, { name: 'deep', properties: ['meta.a.b.c', 'title'] }, { name: 'inverted', properties: ['meta'], type: 'gin' }],
    uniques: [{ properties: ['meta.key'] }] }),
]
