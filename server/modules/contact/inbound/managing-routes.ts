// Letting other bodies hand over: who may, with which key, and what came from them.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { addBody, addKey, closeBody, loadBodies, loadHandovers, revokeKey } from './bodies-store.ts';
import {
  addInboundBody,
  closeInboundBody,
  type InboundBody,
  InboundBodyId,
  InboundKeyId,
  listInbound,
  type MadeKey,
  replaceInboundKey,
  revokeInboundKey,
} from './contract.ts';
import { type InboundParts, placeOfKey } from './ports.ts';

type Tx = Transaction<DB>;

const managing = { access: { may: 'contact.manage-queues' } } as const;

/** Days for which the key before goes on working after it was replaced. */
const overlapDays = 7;
const shownDays = 30;

/** The rows. */
export function managingRoutes(parts: InboundParts): readonly Route[] {
  return [listRoute, addRoute(parts), replaceRoute(parts), revokeRoute, closeRoute];
}

const listRoute = defineRoute({
  ...listInbound,
  ...managing,
  audit: { none: 'Where requests come from; no word of them.' },
  about: 'The bodies that may hand over, and the latest handovers.',
  run: (_, { transact, now }) =>
    transact(async (tx) => ok({ bodies: await loadBodies(tx, monthBefore(now)), handovers: await loadHandovers(tx) })),
  refusals: {},
});

const noSuchBody = { status: 404, zh: '没有这个来源。', en: 'There is no such body.' } as const;
const bodyClosed = { status: 409, zh: '这个来源已经停用。', en: 'This body may not hand over any more.' } as const;

const addRoute = (parts: InboundParts): Route =>
  defineRoute({
    ...addInboundBody,
    ...managing,
    audit: 'contact.add-inbound-body',
    about: 'Lets a body hand over. Its key is shown this once.',
    run: ({ body: { name, perHour } }, context) =>
      context.transact<MadeKey, 'name-taken'>(async (tx, note) => {
        const id = InboundBodyId.parse(randomUUID());
        const added = await addBody(tx, { id, name, perHour });
        if (!added.ok) return added;
        note({ subject: `inbound:${id}` });
        return ok(await makeKey(parts, tx, id, context));
      }),
    refusals: {
      'name-taken': { status: 409, zh: '已经有同名的来源。', en: 'There is a body of that name.' },
    },
  });

const replaceRoute = (parts: InboundParts): Route =>
  defineRoute({
    ...replaceInboundKey,
    ...managing,
    audit: 'contact.replace-inbound-key',
    about: 'A new key, shown this once; the one before works for seven more days.',
    run: ({ params: { id } }, context) =>
      context.transact<MadeKey, 'no-such-body' | 'body-closed'>(async (tx, note) => {
        const body = await findBody(tx, id, context.now);
        if (body === undefined) return refuse('no-such-body');
        if (body.closedAt !== null) return refuse('body-closed');
        const made = await makeKey(parts, tx, id, context);
        note({ subject: `inbound:${id}`, detail: { key: made.key } });
        return ok(made);
      }),
    refusals: { 'no-such-body': noSuchBody, 'body-closed': bodyClosed },
  });

const revokeRoute = defineRoute({
  ...revokeInboundKey,
  ...managing,
  audit: 'contact.revoke-inbound-key',
  about: 'Ends a key at once.',
  run: ({ params: { id }, body: { key } }, { transact, now }) =>
    transact<InboundBody, 'no-such-key'>(async (tx, note) => {
      if (!(await revokeKey(tx, { body: id, key, at: now }))) return refuse('no-such-key');
      note({ subject: `inbound:${id}`, detail: { key } });
      return ok(await getBody(tx, id, now));
    }),
  refusals: {
    'no-such-key': { status: 404, zh: '没有这把密钥，或已经停用。', en: 'There is no such key, or it has ended.' },
  },
});

const closeRoute = defineRoute({
  ...closeInboundBody,
  ...managing,
  audit: 'contact.close-inbound-body',
  about: 'Lets a body hand over no more; what it has handed over is served.',
  run: ({ params: { id } }, { transact, now }) =>
    transact<InboundBody, 'no-such-body' | 'body-closed'>(async (tx, note) => {
      const body = await findBody(tx, id, now);
      if (body === undefined) return refuse('no-such-body');
      if (body.closedAt !== null) return refuse('body-closed');
      await closeBody(tx, id, now);
      note({ subject: `inbound:${id}` });
      return ok(await getBody(tx, id, now));
    }),
  refusals: { 'no-such-body': noSuchBody, 'body-closed': bodyClosed },
});

/** Makes a key and tells it this once; kept is only what the program's own key has sealed. */
async function makeKey(
  { sealing }: InboundParts,
  tx: Tx,
  body: InboundBodyId,
  { caller, now }: Pick<StaffContext, 'caller' | 'now'>,
): Promise<MadeKey> {
  const id = InboundKeyId.parse(randomUUID());
  const secret = randomBytes(32);
  const sealed = await sealing.seal('inbound', placeOfKey(id), secret);
  await addKey(tx, { id, body, sealed, by: caller.person, at: now }, now.add({ hours: 24 * overlapDays }));
  return { body: await getBody(tx, body, now), key: id, secret: secret.toString('hex') };
}

async function findBody(tx: Tx, id: InboundBodyId, now: Temporal.Instant): Promise<InboundBody | undefined> {
  return (await loadBodies(tx, monthBefore(now), id))[0];
}

async function getBody(tx: Tx, id: InboundBodyId, now: Temporal.Instant): Promise<InboundBody> {
  const body = await findBody(tx, id, now);
  if (body === undefined) throw new Error('A body that was just changed is not there.');
  return body;
}

const monthBefore = (now: Temporal.Instant): Temporal.Instant => now.subtract({ hours: 24 * shownDays });
