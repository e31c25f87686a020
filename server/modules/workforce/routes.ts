// The duty gate as its members and those who keep it see it, and recording and withdrawing what it asks for. Nobody
// records anything about themselves.
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/index.ts';
import { type Caller, defineRoute, type Note, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { OrganisationId, PersonId } from '../identity/contract.ts';
import {
  getGates,
  listGates,
  type MemberGates,
  type QualificationId,
  readOwnGates,
  recordQualification,
  withdrawQualification,
} from './contract.ts';
import { dayOf, loadGates, loadMemberGates } from './gate-store.ts';
import { noSuchMember, recordRefusals, withdrawRefusals } from './refusals.ts';
import { loadOwner, saveQualification, saveWithdrawal } from './store.ts';

const colleagues = { none: 'Colleagues’ fitness for duty; nothing about anybody who is helped.' } as const;

type Doing = {
  readonly tx: Transaction<DB>;
  readonly note: (note: Note) => void;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
};

type OneMember = z.input<typeof readOwnGates.output>;

/** The rows of the module. */
export const workforceRoutes: readonly Route[] = [
  defineRoute({
    ...listGates,
    about: 'Members with a duty gate and what they lack; those who do not pass first.',
    access: { may: 'workforce.see-qualifications' },
    audit: colleagues,
    run: ({ query }, { transact, caller, now }) =>
      transact(async (tx) => {
        const all = await loadGates(tx, OrganisationId.parse(caller.organisation), dayOf(now));
        const gated = all.filter(({ gates }) => gates.length > 0);
        const members = inOrder(gated).filter(query.state === undefined ? () => true : shows[query.state]);
        const count = (state: keyof typeof shows) => gated.filter(shows[state]).length;
        return ok({ members, passed: count('passed'), blocked: count('blocked'), expiring: count('expiring') });
      }),
    refusals: {},
  }),
  defineRoute({
    ...readOwnGates,
    about: 'The caller’s own duty gate and qualifications.',
    access: { may: 'identity.see-self' },
    audit: { none: 'Somebody looks at what is recorded about themselves.' },
    run: (_, { transact, caller, now }) =>
      transact(async (tx) => ok(await existing(tx, PersonId.parse(caller.person), { caller, now }))),
    refusals: {},
  }),
  defineRoute({
    ...getGates,
    about: 'One member’s duty gate and qualifications.',
    access: { may: 'workforce.see-qualifications' },
    audit: colleagues,
    run: ({ params }, { transact, caller, now }) =>
      transact(async (tx) => {
        const found = await find(tx, params.person, { caller, now });
        return found === undefined ? refuse('no-such-member') : ok(found);
      }),
    refusals: { 'no-such-member': noSuchMember },
  }),
  defineRoute({
    ...recordQualification,
    about: 'Records a qualification of a member, with what was seen.',
    access: { may: 'workforce.record-qualifications' },
    audit: 'workforce.record-qualification',
    run: ({ params, body }, { transact, caller, now }) =>
      transact((tx, note) => record(params.person, body, { tx, note, caller, now })),
    refusals: recordRefusals,
  }),
  defineRoute({
    ...withdrawQualification,
    about: 'Withdraws a recorded qualification, with the reason; it stays on file.',
    access: { may: 'workforce.record-qualifications' },
    audit: 'workforce.withdraw-qualification',
    run: ({ params, body }, { transact, caller, now }) =>
      transact((tx, note) => withdraw(params.id, body.reason, { tx, note, caller, now })),
    refusals: withdrawRefusals,
  }),
];

const passes = ({ gates }: MemberGates): boolean => gates.every(({ passed }) => passed);

const shows = {
  passed: passes,
  blocked: (member: MemberGates) => !passes(member),
  expiring: ({ expiring }: MemberGates) => expiring.length > 0,
} as const;

const inOrder = (members: readonly MemberGates[]): MemberGates[] =>
  members.toSorted((a, b) => Number(passes(a)) - Number(passes(b)));

type Now = { readonly caller: Caller; readonly now: Temporal.Instant };

const find = (tx: Transaction<DB>, person: PersonId, { caller, now }: Now): Promise<OneMember | undefined> =>
  loadMemberGates(tx, OrganisationId.parse(caller.organisation), { person, today: dayOf(now) });

async function existing(tx: Transaction<DB>, person: PersonId, now: Now): Promise<OneMember> {
  const found = await find(tx, person, now);
  if (found === undefined) throw new Error('A member who was just there is gone.');
  return found;
}

type Asked = z.output<(typeof recordQualification)['input']['body']>;

async function record(
  person: PersonId,
  asked: Asked,
  { tx, note, caller, now }: Doing,
): Promise<Result<OneMember, keyof typeof recordRefusals>> {
  if ((await find(tx, person, { caller, now })) === undefined) return refuse('no-such-member');
  const { kind, evidence, issuedOn, expiresOn, communicationAssessed = false } = asked;
  if (person === caller.person) return refuse('not-oneself');
  if (expiresOn !== null && expiresOn < issuedOn) return refuse('ends-before-it-begins');
  if (kind === 'screening' && !communicationAssessed) return refuse('communication-not-assessed');
  const [organisation, by] = [OrganisationId.parse(caller.organisation), PersonId.parse(caller.person)];
  const recorded = { organisation, person, kind, evidence, issuedOn, expiresOn, communicationAssessed, by };
  const id = await saveQualification(tx, recorded, now);
  note({ subject: `person:${person}`, detail: { qualification: id, kind, issuedOn, expiresOn } });
  return ok(await existing(tx, person, { caller, now }));
}

async function withdraw(
  id: QualificationId,
  reason: string,
  { tx, note, caller, now }: Doing,
): Promise<Result<OneMember, keyof typeof withdrawRefusals>> {
  const organisation = OrganisationId.parse(caller.organisation);
  const qualification = await loadOwner(tx, organisation, id);
  if (qualification === undefined) return refuse('no-such-qualification');
  const { person, kind, withdrawn } = qualification;
  if (person === caller.person) return refuse('not-oneself');
  const by = PersonId.parse(caller.person);
  if (withdrawn || !(await saveWithdrawal(tx, { id, by, reason }, now))) return refuse('already-withdrawn');
  const found = await find(tx, person, { caller, now });
  if (found === undefined) return refuse('no-such-qualification');
  note({ subject: `person:${person}`, detail: { qualification: id, kind } });
  return ok(found);
}
