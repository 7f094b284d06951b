import { EntitySchema } from '@mikro-orm/core'
export const entities = [
  new EntitySchema({ name: 'User', tableName: 'users', properties: {
    id: { type: 'bigint', primary: true },
    email: { type: 'string', unique: true },
    login: { type: 'string', unique: 'one_login' },
    name: { type: 'string', index: true, nullable: true },
    city: { type: 'string', index: 'by_city', nullable: true },
    made: { type: 'datetime', nullable: true },
    words: { type: 'text', nullable: true },
  }, indexes: [
    { properties: ['name', 'city'] },
    { name: 'hashed', properties: ['city'], type: 'hash' },
    { name: 'some', expression: 'create index "some" on "users" ("city" desc) where "name" is not null' },
    { name: 'words_found', properties: ['words'], type: 'fulltext' },
  ], uniques: [{ properties: ['city', 'name'] }, { name: 'later', properties: ['made'], deferMode: 'deferred' }] }),
  new EntitySchema({ name: 'Pair', properties: { a: { type: 'number', primary: true }, b: { type: 'string', primary: true }, c: { type: 'uuid', nullable: true } } }),
  new EntitySchema({ name: 'Keyed', properties: { key: { type: 'uuid', primary: true, defaultRaw: 'gen_random_uuid()' }, no: { type: 'number', autoincrement: true } } }),
  new EntitySchema({ name: 'Small', properties: { id: { type: 'smallint', primary: true }, identity: { type: 'integer', generated: 'by default as identity' } } }),
]
