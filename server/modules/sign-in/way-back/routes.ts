// A way back in: links are made, listed and taken back by the administration, and used by whoever holds one. What they
// open is the account itself, so every step is on file with the person's organisation, and the person is told.
import type { Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { type Context, defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { loadOwnWords, savePassword } from '../account-store.ts';
import type { SignedIn } from '../contract.ts';
import { hashPassword, isAlone, passwordRefusals } from '../password-setting-store.ts';
import type { SignInParts } from '../ports.ts';
import { begin, noteAbout, presentAs } from '../presence-store.ts';
import { groupsNeedTwo } from '../standing.ts';
import * as contract from './contract.ts';
import { decideMaking, decideUse, type UseRefusal } from './way-back.ts';
import * as store from './way-back-store.ts';

const done = { done: true as const };
const noSuchMember = { status: 404, zh: '没有找到这位成员。', en: 'There is no such member.' } as const;
const noSuchLink = { status: 404, zh: '没有找到这个链接。', en: 'There is no such link.' } as const;
const gone = (zh: string, en: string) => ({ status: 410, zh, en }) as const;

const useRefusals = {
  'no-such-way-back': noSuchLink,
  'way-back-used': gone(
    '这个链接已经用过了，请直接登录。如果不是您用的，请马上联系管理员。',
    'This link has been used already; please sign in. If it was not you, tell your administrator at once.',
  ),
  'way-back-revoked': gone(
    '这个链接已经作废，请向管理员要一个新的。',
    'This link is no longer good. Please ask your administrator for a new one.',
  ),
  'way-back-expired': gone(
    '这个链接已经过期，请向管理员要一个新的。',
    'This link has expired. Please ask your administrator for a new one.',
  ),
} as const;

const madeByOneself = {
  status: 409,
  zh: '这个链接是您给同事生成的，不能由您来用。请交给本人，在对方自己的设备上打开。',
  en: 'You made this link for a colleague, so you cannot use it. Please hand it over; they open it on their own device.',
} as const;

/** The rows of ways back. */
export function wayBackRoutes(parts: SignInParts): readonly Route[] {
  return [makeRoute(), listRoute(), revokeRoute(), readRoute(parts), takeRoute(parts), confirmRoute()];
}

function makeRoute(): Route {
  return defineRoute({
    ...contract.makeWayBack,
    about: 'Makes a link by which a member who forgot the password or lost the second factor comes in again.',
    access: { may: 'identity.manage-people' },
    audit: 'sign-in.way-back-made',
    run: ({ body }, context) => make(context, body),
    refusals: {
      'no-such-member': noSuchMember,
      'not-oneself': {
        status: 409,
        zh: '不能给自己生成链接，请另一位管理员操作；没有别的管理员时，请联系系统运维人员。',
        en: 'Nobody makes this link for themselves. Please ask another administrator, or an operator where there is none.',
      },
      'belongs-elsewhere': {
        status: 409,
        zh: '这位成员还属于别的机构，您不能单独更新他的登录方式。请联系系统运维人员，在服务器上生成链接。',
        en: 'This member belongs to other organisations too, so you cannot renew their access alone. Please ask an operator, who makes the link on the server.',
      },
    },
  });
}

async function make(
  { transact, caller, now }: StaffContext,
  { person, secondFactor }: { readonly person: string; readonly secondFactor: boolean },
) {
  const { organisation, person: by } = caller;
  return transact(
    async (tx, note) => {
      const belonging = await store.loadBelonging(tx, person, organisation);
      const decided = decideMaking({ by, about: person, ...belonging });
      if (!decided.ok) return decided;
      const { id, token } = await store.saveWayBack(tx, { person, secondFactor, organisation, by }, now);
      const [wayBack] = await store.loadWaysBack(tx, { organisation, id }, now);
      if (wayBack === undefined) throw new Error('A way back that was made is not there.');
      note({ subject: `person:${person}`, detail: { link: id, secondFactor } });
      return ok({ wayBack, token });
    },
    { organisation, person: by, reach: 'everywhere' },
  );
}

function listRoute(): Route {
  return defineRoute({
    ...contract.listWaysBack,
    about: 'Links of the last ninety days by which members came in again, newest first.',
    access: { may: 'identity.manage-people' },
    audit: { none: 'Who made a link for whom is on file with each.' },
    run: ({ query }, { transact, caller, now }) =>
      transact(async (tx) => {
        const { organisation } = caller;
        return ok({ waysBack: await store.loadWaysBack(tx, { organisation, person: query.person }, now) });
      }),
    refusals: {},
  });
}

function revokeRoute(): Route {
  return defineRoute({
    ...contract.revokeWayBack,
    about: 'Takes back a link that has not been used.',
    access: { may: 'identity.manage-people' },
    audit: 'sign-in.way-back-revoked',
    run: ({ params: { id } }, { transact, caller: { organisation }, now }) =>
      transact(async (tx, note) => {
        const revoked = await store.saveRevocation(tx, { organisation, id }, now);
        const [wayBack] = await store.loadWaysBack(tx, { organisation, id }, now);
        if (wayBack === undefined) return refuse('no-such-way-back');
        if (!revoked) return refuse('not-open');
        note({ subject: `person:${wayBack.person}`, detail: { link: id } });
        return ok(wayBack);
      }),
    refusals: {
      'no-such-way-back': noSuchLink,
      'not-open': {
        status: 409,
        zh: '这个链接已经用过、作废或过期了。',
        en: 'This link has been used, taken back or has expired already.',
      },
    },
  });
}

function readRoute({ db }: SignInParts): Route {
  return defineRoute({
    ...contract.readWayBack,
    about: 'Whom a link lets in, and who made it. The secret travels in the body.',
    access: { open: 'Whoever needs the link cannot sign in; its 256 random bits are what lets them in.' },
    audit: { none: 'Reading a link changes nothing; using it is on file.' },
    run: ({ body }, { now }) =>
      transaction(db, { reach: 'everywhere' }, async (tx) => {
        const found = await findOpen(tx, body.token, now);
        if (!found.ok) return found;
        const { name, secondFactor, madeBy, expiresAt } = found.value;
        return ok({ name, secondFactor, madeBy, expiresAt: expiresAt.toString() });
      }),
    refusals: useRefusals,
  });
}

async function findOpen(
  tx: Transaction<DB>,
  token: string,
  now: Temporal.Instant,
): Promise<Result<store.Found, UseRefusal>> {
  const found = await store.findByToken(tx, token, now);
  if (found === undefined) return refuse('no-such-way-back');
  const { person, organisation, state } = found;
  const belonging =
    organisation === null ? { member: false, elsewhere: false } : await store.loadBelonging(tx, person, organisation);
  const decided = decideUse({ state, byOperator: organisation === null, ...belonging });
  return decided.ok ? ok(found) : decided;
}

function takeRoute(parts: SignInParts): Route {
  return defineRoute({
    ...contract.takeWayBack,
    about: 'Sets a new password by the secret of a link; ends all sessions and voids all recovery codes.',
    access: { open: 'The secret of the link is what one is allowed by.' },
    audit: 'sign-in.way-back-used',
    run: ({ body }, context) => take(parts, context, body),
    refusals: { ...useRefusals, ...passwordRefusals, 'made-by-oneself': madeByOneself },
  });
}

type Taken = { readonly token: string; readonly password: string };
type TakeRefusal = UseRefusal | keyof typeof passwordRefusals | 'made-by-oneself';

async function take(
  parts: SignInParts,
  context: Context,
  { token, password }: Taken,
): Promise<Result<SignedIn, TakeRefusal>> {
  const { now } = context;
  const everywhere = { reach: 'everywhere' } as const;
  const known = await transaction(parts.db, everywhere, (tx) => findOpen(tx, token, now));
  if (!known.ok) return known;
  if (await sitsHere(parts, context, known.value.maker)) return refuse('made-by-oneself');
  const { person } = known.value;
  const renewed = await context.transact(
    async (tx, note): Promise<Result<null, TakeRefusal>> => {
      const found = await findOpen(tx, token, now);
      if (!found.ok) return found;
      await store.saveUse(tx, found.value, now);
      const alone = await isAlone(tx, person, groupsNeedTwo(await store.loadGroups(tx, person)));
      const hashed = await hashPassword(parts, { typed: password, alone, own: await loadOwnWords(tx, person) });
      if (!hashed.ok) return hashed;
      await savePassword(tx, person, hashed.value, now);
      const { id, secondFactor, organisation } = found.value;
      await noteAbout(tx, note, person, { link: id, secondFactor, byOperator: organisation === null });
      return ok(null);
    },
    { ...everywhere, person },
  );
  if (!renewed.ok) return renewed;
  return begin(parts, context, { person, organisation: null, way: 'way-back', twoFactors: false });
}

/** Whether whoever made a link has a session in the browser that is to use it; also a locked one. */
async function sitsHere(parts: SignInParts, context: Context, maker: string | null): Promise<boolean> {
  const present = await presentAs(parts, context, ['open', 'locked', 'second-step']);
  return maker !== null && present?.session.person === maker;
}

function confirmRoute(): Route {
  return defineRoute({
    ...contract.confirmRenewal,
    about: 'One has been told that one’s access was renewed.',
    access: { may: 'identity.see-self' },
    audit: 'sign-in.renewal-seen',
    run: (_, { transact, caller: { person }, now }) =>
      transact(async (tx, note) => {
        if (!(await store.saveTold(tx, person, now))) return refuse('not-found');
        note({ subject: `person:${person}` });
        return ok(done);
      }),
    refusals: { 'not-found': 404 },
  });
}
