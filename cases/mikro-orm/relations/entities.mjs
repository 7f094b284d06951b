import { EntitySchema } from '@mikro-orm/core'
export const entities = [
  new EntitySchema({ name: 'Author', properties: {
    id: { type: 'number', primary: true }, name: { type: 'string' },
    boss: { kind: 'm:1', entity: 'Author', nullable: true },
    books: { kind: '1:m', entity: 'Book', mappedBy: 'author' },
    friends: { kind: 'm:n', entity: 'Author' },
  } }),
  new EntitySchema({ name: 'Book', properties: {
    id: { type: 'uuid', primary: true },
    author: { kind: 'm:1', entity: 'Author' },
    editor: { kind: 'm:1', entity: 'Author', deleteRule: 'cascade', updateRule: 'restrict', nullable: true },
    checker: { kind: 'm:1', entity: 'Author', nullable: true, deferMode: 'deferred', foreignKeyName: 'checked_by' },
    reader: { kind: 'm:1', entity: 'Author', nullable: true, createForeignKeyConstraint: false },
    cover: { kind: '1:1', entity: 'Cover', owner: true, inversedBy: 'book', nullable: true },
    tags: { kind: 'm:n', entity: 'Tag', owner: true, pivotTable: 'book_to_tag' },
  } }),
  new EntitySchema({ name: 'Cover', properties: { id: { type: 'number', primary: true }, book: { kind: '1:1', entity: 'Book', mappedBy: 'cover' } } }),
  new EntitySchema({ name: 'Tag', properties: { id: { type: 'bigint', primary: true }, name: { type: 'string' } } }),
  new EntitySchema({ name: 'Region', properties: { country: { type: 'string', primary: true }, code: { type: 'string', primary: true } } }),
  new EntitySchema({ name: 'Shop', properties: { id: { type: 'number', primary: true }, region: { kind: 'm:1', entity: 'Region' } } }),
  new EntitySchema({ name: 'Stock', properties: { shop: { kind: 'm:1', entity: 'Shop', primary: true }, book: { kind: 'm:1', entity: 'Book', primary: true }, count: { type: 'number', default: 0 } } }),
]
