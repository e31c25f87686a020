// Everybody reads and accepts the texts for themselves; nobody accepts for another.
import type { Transaction } from 'kysely';
import { ZONE } from '#platform/clock.ts';
import type { DB } from '#platform/database/index.ts';
import { defineRoute, type Note, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { PersonId } from '../contract.ts';
import { acceptStatement, listStatements, type Statement, type StatementKind } from './contract.ts';
import { loadStatements, saveAcceptance } from './store.ts';

/** The rows of the texts. */
export const statementRoutes: readonly Route[] = [
  defineRoute({
    ...listStatements,
    about: 'The texts in force, and whether the caller has accepted them.',
    access: { may: 'identity.see-self' },
    audit: { none: 'Somebody reads what they have accepted or are to accept.' },
    run: (_, { transact, caller, now }) =>
      transact(async (tx) => {
        const statements = await loadStatements(tx, PersonId.parse(caller.person), dayOf(now));
        return ok({ statements, open: statements.filter(({ acceptedAt }) => acceptedAt === null).length });
      }),
    refusals: {},
  }),
  defineRoute({
    ...acceptStatement,
    about: 'Accepts a text in force; doing it twice changes nothing.',
    access: { may: 'identity.see-self' },
    audit: 'identity.accept-statement',
    run: ({ body }, { transact, caller, now }) =>
      transact((tx, note) => accept(tx, { ...body, person: PersonId.parse(caller.person), now, note })),
    refusals: {
      'no-such-statement': { status: 404, zh: '没有找到这份文本。', en: 'There is no such text.' },
      'not-in-force': {
        status: 409,
        zh: '这份文本有新的版本，请刷新后阅读并确认新版本。',
        en: 'There is a newer version. Please reload, read it and accept that one.',
      },
    },
  }),
];

const dayOf = (now: Temporal.Instant): string => now.toZonedDateTimeISO(ZONE).toPlainDate().toString();

type Accepting = {
  readonly person: PersonId;
  readonly kind: StatementKind;
  readonly version: number;
  readonly now: Temporal.Instant;
  readonly note: (note: Note) => void;
};

async function accept(
  tx: Transaction<DB>,
  { person, kind, version, now, note }: Accepting,
): Promise<Result<Statement, 'no-such-statement' | 'not-in-force'>> {
  const load = async () => (await loadStatements(tx, person, dayOf(now))).find((one) => one.kind === kind);
  const statement = await load();
  if (statement === undefined || version > statement.version) return refuse('no-such-statement');
  if (version < statement.version) return refuse('not-in-force');
  await saveAcceptance(tx, { person, kind, version }, now);
  note({ subject: `statement:${kind}`, detail: { version } });
  return ok((await load()) ?? statement);
}
