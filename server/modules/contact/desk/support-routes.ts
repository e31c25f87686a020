// Help for the counsellor: a supervisor who comes in, openly or silently, and danger told to those who must hear of it,
// each of whom says that they heard (S3-31, S3-32, S3-53).
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import type { Acted } from '../store.ts';
import type { SupportMode } from '../timeline.ts';
import { topics } from '../topics.ts';
import { groupsOf } from './alarm-store.ts';
import { acknowledgeAlarm, askForSupport, comeIn, goOut, raiseAlarm } from './contract.ts';
import { carryOut, type Deed, deed, doneAt, type Hand } from './doing-store.ts';
import { findOwn, lockMine } from './own-store.ts';
import { notActive, unknownContact } from './refusals.ts';
import { saveWish } from './support-store.ts';

const supervising = { access: { may: 'contact.supervise' } } as const;

/** The rows. */
export function supportRoutes(core: Core): readonly Route[] {
  return [alarmRoute(core), acknowledgeRoute(core), comeInRoute(core), goOutRoute(core), wishRoute(core)];
}

const alarmRoute = (core: Core): Route =>
  defineRoute({
    ...raiseAlarm,
    about: 'Tells administration and supervision at once that life may be at risk.',
    access: { may: 'contact.talk' },
    audit: 'contact.raise-alarm',
    run: ({ params: { id: contact } }, context) =>
      carryOut(core, context, async ({ tx, note, person, at }) => {
        const own = await findOwn(tx, contact, person);
        if (own === undefined) return refuse('unknown-contact');
        const acted = await core.performIn(tx, { contact, command: { do: 'raise-alarm', by: person }, at });
        if (!acted.ok) return refuse('unknown-contact');
        note({ subject: `contact:${contact}` });
        return ok(deed(acted.value));
      }),
    refusals: { 'unknown-contact': unknownContact },
  });

const acknowledgeRoute = (core: Core): Route =>
  defineRoute({
    ...acknowledgeAlarm,
    about: 'Acknowledges an alarm for the groups that the caller belongs to.',
    access: { may: 'contact.answer-alarm' },
    audit: 'contact.acknowledge-alarm',
    run: ({ params }, context) => carryOut(core, context, (hand) => acknowledge(core, hand, params.id)),
    refusals: { 'no-such-alarm': { status: 404, zh: '没有这个警报。', en: 'There is no such alarm.' } },
  });

/** Once for each group that has not done so; the first acknowledgement stays. */
async function acknowledge(
  core: Core,
  { tx, note, person, at }: Hand,
  contact: ContactId,
): Promise<Result<Deed, 'no-such-alarm'>> {
  const groups = await groupsOf(tx, person);
  const acted: Acted[] = [];
  for (const group of groups) {
    const done = await core.performIn(tx, { contact, command: { do: 'acknowledge-alarm', by: person, group }, at });
    if (!done.ok) return refuse('no-such-alarm');
    acted.push(done.value);
  }
  const last = acted.at(-1);
  if (last === undefined) return refuse('no-such-alarm');
  note({ subject: `contact:${contact}`, detail: { groups } });
  return ok({ acted, position: last.position });
}

const comeInRoute = (core: Core): Route =>
  defineRoute({
    ...comeIn,
    ...supervising,
    about: 'Comes into a running conversation: openly, and the person is told, or silently.',
    audit: 'contact.come-in',
    run: ({ params, body }, context) => carryOut(core, context, (hand) => enter(core, hand, params.id, body.mode)),
    refusals: {
      'unknown-contact': unknownContact,
      'not-active': notActive,
      'yours-already': { status: 409, zh: '这是您自己的来访。', en: 'This contact is your own.' },
    },
  });

async function enter(
  core: Core,
  { tx, note, person, at }: Hand,
  contact: ContactId,
  mode: SupportMode,
): Promise<Result<Deed, 'unknown-contact' | 'not-active' | 'yours-already'>> {
  const acted = await core.performIn(tx, { contact, command: { do: 'come-in', by: person, mode }, at });
  if (acted.ok) {
    note({ subject: `contact:${contact}`, detail: { mode } });
    return ok(deed(acted.value));
  }
  if (acted.refusal === 'unknown-contact' || acted.refusal === 'yours-already') return refuse(acted.refusal);
  return refuse('not-active');
}

const goOutRoute = (core: Core): Route =>
  defineRoute({
    ...goOut,
    ...supervising,
    about: 'Goes out of a conversation again.',
    audit: 'contact.go-out',
    run: ({ params: { id: contact } }, context) =>
      carryOut(core, context, async ({ tx, note, person, at }) => {
        const acted = await core.performIn(tx, { contact, command: { do: 'go-out', by: person }, at });
        if (!acted.ok && acted.refusal === 'unknown-contact') return refuse('unknown-contact');
        note({ subject: `contact:${contact}` });
        // What is over has nobody in it any more.
        return ok(acted.ok ? deed(acted.value) : doneAt(0));
      }),
    refusals: { 'unknown-contact': unknownContact },
  });

const wishRoute = (core: Core): Route =>
  defineRoute({
    ...askForSupport,
    about: 'Asks for a supervisor: they see it on the wallboard.',
    access: { may: 'contact.talk' },
    audit: { none: 'A wish among colleagues; whoever comes in for it is on file.' },
    run: async ({ params: { id: contact } }, context) => {
      const done = await carryOut(core, context, async ({ tx, person, organisation, at }) => {
        const own = await lockMine(tx, contact, person);
        if (own === undefined || own.status === 'closed') return refuse('unknown-contact');
        if (own.status !== 'active') return refuse('not-active');
        await saveWish(tx, { organisation, contact, person, at });
        return ok(doneAt(own.lastPosition));
      });
      if (done.ok) {
        core.publish(topics.contact(contact));
        core.seldom(topics.board(context.caller.organisation));
      }
      return done;
    },
    refusals: { 'unknown-contact': unknownContact, 'not-active': notActive },
  });
