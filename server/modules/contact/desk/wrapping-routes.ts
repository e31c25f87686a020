// How a contact goes on from one counsellor's hands: its outcome, or whoever takes it next.
import { randomUUID } from 'node:crypto';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { z } from 'zod';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { setPresence } from '../duty-store.ts';
import type { Acted } from '../store.ts';
import { recordOutcome, transfer } from './contract.ts';
import { carryOut, type Deed, deed, doneAt, type Hand } from './doing-store.ts';
import { giveBack } from './duty-routes.ts';
import { mayHandTo, presenceOf } from './duty-store.ts';
import { didLast, lockMine, type Own } from './own-store.ts';
import { forgetAbsence } from './presence-store.ts';
import { alreadyForgotten, notActive, unknownContact } from './refusals.ts';

/** Minutes of pause after a hard contact. */
const pauseMinutes = 10;

/** The rows. */
export function wrappingRoutes(core: Core): readonly Route[] {
  return [outcomeRoute(core), transferRoute(core)];
}

const outcomeRoute = (core: Core): Route =>
  defineRoute({
    ...recordOutcome,
    about: 'Records how a conversation ended and closes it.',
    access: { may: 'contact.talk' },
    audit: 'contact.record-outcome',
    run: async ({ params, body }, context) => {
      const done = await carryOut(core, context, (hand) => close(core, hand, params.id, body));
      if (done.ok && body.hard) await core.settleDuty(context.caller.organisation, context.caller.person);
      return done;
    },
    refusals: {
      'unknown-contact': unknownContact,
      'not-wrapping': { status: 409, zh: '请先结束对话，再填写结果。', en: 'End the conversation first.' },
      'recorded-otherwise': {
        status: 409,
        zh: '这个来访已经填了另一个结果。',
        en: 'Another outcome is recorded already.',
      },
    },
  });

const transferRoute = (core: Core): Route =>
  defineRoute({
    ...transfer,
    about: 'Hands a conversation over to a queue, or to a colleague who answers it.',
    access: { may: 'contact.talk' },
    audit: 'contact.transfer',
    run: ({ params, body }, context) => carryOut(core, context, (hand) => handOver(core, hand, params.id, body)),
    refusals: {
      'unknown-contact': unknownContact,
      'not-active': notActive,
      'no-such-queue': {
        status: 404,
        zh: '没有这个队列，或者它已停用。',
        en: 'There is no such queue, or it is closed.',
      },
      'not-on-duty': {
        status: 409,
        zh: '这位同事没有在这个队列上岗。',
        en: 'This colleague is not on duty for that queue.',
      },
      'already-forgotten': alreadyForgotten,
    },
  });

type Recorded = z.output<(typeof recordOutcome)['input']['body']>;
type CloseRefusal = 'unknown-contact' | 'not-wrapping' | 'recorded-otherwise';

async function close(
  core: Core,
  hand: Hand,
  contact: ContactId,
  { outcome, kinds, hard }: Recorded,
): Promise<Result<Deed, CloseRefusal>> {
  const { tx, note, person, at } = hand;
  const own = await lockMine(tx, contact, person);
  if (own === undefined) return refuse('unknown-contact');
  if (own.status === 'active') return refuse('not-wrapping');
  note({ subject: `contact:${contact}`, detail: { outcome, kinds, hard } });
  if (own.status === 'closed')
    return own.outcome === outcome ? ok(doneAt(own.lastPosition)) : refuse('recorded-otherwise');
  const acted: Acted[] = [];
  for (const command of [{ do: 'record-outcome', outcome, by: person }, { do: 'close' }] as const) {
    const done = await core.performIn(tx, { contact, command, at });
    if (!done.ok) throw new Error(`An ended conversation could not be closed: ${done.refusal}.`);
    acted.push(done.value);
  }
  await tx.updateTable('contact.contact').set({ kinds }).where('id', '=', contact).execute();
  if (hard) acted.push(...(await pause(core, hand)));
  return ok({ acted, position: acted[1]?.position ?? own.lastPosition });
}

/** Ten minutes without offers; it ends by itself. */
async function pause(core: Core, hand: Hand): Promise<readonly Acted[]> {
  const { tx, person, at } = hand;
  if ((await presenceOf(tx, person)) === 'off') return [];
  const acted = await giveBack(core, hand);
  await setPresence(tx, person, 'break', at.add({ minutes: pauseMinutes }));
  await forgetAbsence(tx, person, at);
  return acted;
}

type Wanted = z.output<(typeof transfer)['input']['body']>;
type HandOverRefusal = 'unknown-contact' | 'not-active' | 'no-such-queue' | 'not-on-duty' | 'already-forgotten';

async function handOver(
  core: Core,
  hand: Hand,
  contact: ContactId,
  wanted: Wanted,
): Promise<Result<Deed, HandOverRefusal>> {
  const { tx, note, person, at, organisation } = hand;
  const { queue, colleague, note: words } = wanted;
  const own = await lockMine(tx, contact, person);
  if (own === undefined) return handedBefore(hand, contact);
  if (own.status !== 'active') return refuse('not-active');
  const may = colleague === person ? 'not-on-duty' : await mayHandTo(tx, { organisation, queue, colleague });
  if (may !== 'ok') return refuse(may);
  const message = randomUUID();
  const sealed = await core.words.seal(refOf(own), { class: 'record', row: message, text: words }, tx);
  if (!sealed.ok) return sealed;
  const acted = await core.performIn(tx, {
    contact,
    command: { do: 'transfer', by: person, queue, wish: colleague === undefined ? {} : { counsellor: colleague } },
    at,
    words: { message, author: 'counsellor', staff: person, sealed: sealed.value },
  });
  if (!acted.ok) return refuse('not-active');
  note({ subject: `contact:${contact}`, detail: { queue, colleague: colleague ?? null } });
  return ok(deed(acted.value));
}

const refOf = ({ organisation, id }: Own) => ({ organisation, contact: id });

/** Sent again after the answer was lost: it is handed over, by this person, and that is what was wanted. */
async function handedBefore({ tx, note, person }: Hand, contact: ContactId): Promise<Result<Deed, 'unknown-contact'>> {
  const before = await didLast(tx, { id: contact, person, kind: 'transferred' });
  if (before === undefined) return refuse('unknown-contact');
  note({ subject: `contact:${contact}`, detail: { again: true } });
  return ok(doneAt(before));
}
