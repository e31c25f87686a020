// A database error likes to quote the value that broke it: "Key (phone)=(138…) already exists". Such a value
// may be the most private thing a person ever wrote. So every error is reduced, where it enters the program,
// to what describes the schema: its SQLSTATE, and the names of constraint, table and column.
import { DatabaseError } from 'pg';

/** An error of the database without any value in it. `code` is the SQLSTATE. */
export class DatabaseFailure extends Error {
  readonly code: string;
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;

  constructor(from: Pick<DatabaseError, 'code' | 'schema' | 'table' | 'column' | 'constraint'>) {
    const names = { table: from.table, column: from.column, constraint: from.constraint };
    const told = Object.entries(names).flatMap(([what, name]) => (name === undefined ? [] : [`${what} ${name}`]));
    super(`The database refused (${[`SQLSTATE ${from.code ?? 'unknown'}`, ...told].join(', ')}).`);
    this.name = 'DatabaseFailure';
    this.code = from.code ?? 'unknown';
    this.schema = from.schema;
    this.table = from.table;
    this.column = from.column;
    this.constraint = from.constraint;
  }
}

/** The error to hand on: database errors lose their words, all others (a lost connection) stay as they are. */
export function withoutValues(error: unknown): unknown {
  return error instanceof DatabaseError ? new DatabaseFailure(error) : error;
}

/**
 * The refusal that a broken constraint stands for, or undefined when the error is something else.
 * `refusals` maps names of constraints to the words of the module, as in `{ line_name_key: 'name-taken' }`.
 */
export function refusalOf<Refusal extends string>(
  error: unknown,
  refusals: Readonly<Record<string, Refusal>>,
): Refusal | undefined {
  if (!(error instanceof DatabaseFailure) || error.constraint === undefined) return undefined;
  return Object.hasOwn(refusals, error.constraint) ? refusals[error.constraint] : undefined;
}
