// The part of a call that concerns staff: for whom it runs, and that what it did is on file. A row with an audit word
// works inside `transact`; its line is appended in the same transaction, so that neither the deed nor the line can
// exist without the other. A row that answers without having been noted is a defect and answers nothing.
import type { Kysely, Transaction } from 'kysely';
import { type DB, reading, type Scope, transaction } from '../database/index.ts';
import type { Result } from '../result.ts';

/** A signed-in person acting for one organisation. */
export type Caller = {
  readonly person: string;
  readonly organisation: string;
  /** Whether the right that was needed holds in the organisation alone or also in those below it. */
  readonly reach: 'own' | 'below';
  readonly session: string;
};

/** Why a row with `{ may }` is not run. */
export type Denial =
  | 'not-signed-in'
  | 'second-step-needed'
  | 'session-locked'
  | 'second-factor-needed'
  | 'password-change-needed'
  | 'unknown-organisation'
  | 'not-allowed';

/** A value that a line of the audit may carry. */
export type Noted = string | number | boolean | null | readonly Noted[] | { readonly [name: string]: Noted };

/** What a handler adds to the line of its call. Never what a person wrote, never how to reach anybody. */
export type Note = {
  /** What it was done to: `line:hunan-1`, `person:…`. */
  readonly subject?: string;
  /** Why, where a purpose has to be stated (S3-91). */
  readonly purpose?: string;
  readonly detail?: Readonly<Record<string, Noted>>;
  /** The organisation in whose chain it stands, when that is not the caller's. */
  readonly organisation?: string;
};

/** One line of the audit, ready to be appended. */
export type AuditLine = Note & {
  readonly word: string;
  /** Null: nobody signed in, or the program itself. */
  readonly person: string | null;
  /** The chain; null: that of the installation. */
  readonly chain: string | null;
  readonly at: Temporal.Instant;
  /** Names the request in the log; null: no request. */
  readonly request: string | null;
};

/** Keeps the audit. */
export type Ledger = { readonly append: (tx: Transaction<DB>, line: AuditLine) => Promise<void> };

/**
 * Runs `work` in one transaction for the caller, or for `scope` when there is none or another is meant. A refusal undoes
 * everything. `note` says what the line of the audit should tell; rows without an audit word may not call it. What a GET
 * without an audit word does is only read: each of its statements sees what has been committed before it.
 */
export type Transact = <Value, Refusal extends string = never>(
  work: (tx: Transaction<DB>, note: (note: Note) => void) => Promise<Result<Value, Refusal>>,
  scope?: Scope,
) => Promise<Result<Value, Refusal>>;

/** What rows need to work with the database. */
export type Records = { readonly db: Kysely<DB>; readonly ledger: Ledger };

type About = {
  readonly word: string | null;
  /** The call asks and changes nothing; then the database lets it change nothing. */
  readonly reads: boolean;
  readonly caller: Caller | null;
  readonly at: Temporal.Instant;
  readonly request: string;
};

/** The `transact` of one call, and whether it has put its line on file. */
export function transactFor(
  records: Records | undefined,
  about: About,
): { readonly transact: Transact; readonly noted: () => boolean } {
  let noted = false;
  const transact: Transact = async (work, scope) => {
    if (records === undefined) throw new Error('This server was given no database for its rows.');
    let outcome: Awaited<ReturnType<typeof work>> | undefined;
    try {
      const within = about.reads ? reading : transaction;
      return await within(records.db, scope ?? scopeOf(about.caller), async (tx) => {
        const notes: Note[] = [];
        outcome = await work(tx, (note) => void notes.push(note));
        if (!outcome.ok) throw new Refused();
        for (const line of linesOf(about, scope, notes)) await records.ledger.append(tx, line);
        noted ||= about.word !== null;
        return outcome;
      });
    } catch (error) {
      if (error instanceof Refused && outcome !== undefined) return outcome;
      throw error;
    }
  };
  return { transact, noted: () => noted };
}

class Refused extends Error {}

function scopeOf(caller: Caller | null): Scope {
  if (caller === null) return {};
  const { organisation, person, reach } = caller;
  return { organisation, person, reach };
}

/** A call that noted nothing in particular still has its line; one that did several things has several. */
function linesOf({ word, caller, at, request }: About, scope: Scope | undefined, notes: readonly Note[]): AuditLine[] {
  if (word === null) {
    if (notes.length > 0) throw new Error('A row without an audit word has noted something.');
    return [];
  }
  const person = scope?.person ?? caller?.person ?? null;
  const chain = scope?.organisation ?? caller?.organisation ?? null;
  const lines = (notes.length === 0 ? [{}] : notes).map((note: Note) => ({
    ...note,
    word,
    person,
    chain: note.organisation ?? chain,
    at,
    request,
  }));
  // Whoever appends to several chains takes them in one order, or two of them could wait for each other.
  return lines.toSorted((a, b) => (a.chain ?? '').localeCompare(b.chain ?? ''));
}
