// What the rest of the program uses of the database.
export { openDatabase, type Database } from './open.ts';
export { json, reading, type Scope, transaction } from './pool.ts';
export { DatabaseFailure, refusalOf } from './errors.ts';
export { secretNamed } from './secret.ts';
export type { DB } from './types.generated.ts';
