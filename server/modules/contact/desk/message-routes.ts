// Words and signs of a conversation, from the desk's side. Saying something is one way to the database: whether somebody
// may is asked by the same statement that writes it.
import { reading } from '#platform/database/index.ts';
import { defineRoute, type Route, type StaffContext } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { topics } from '../topics.ts';
import { readLines, say, sign } from './contract.ts';
import type { LineReader } from './line-store.ts';
import { findOwn, type Own } from './own-store.ts';
import { notOpen, silentOnly, unknownContact } from './refusals.ts';

/** Lines sent in one answer, at most. */
const mostLines = 200;

const talking = { none: 'A conversation under way; records are opened elsewhere, with a purpose.' } as const;

const ownOf = (core: Core, { caller }: StaffContext, contact: ContactId): Promise<Own | undefined> =>
  reading(core.parts.db, { organisation: caller.organisation, person: caller.person }, (tx) =>
    findOwn(tx, contact, caller.person),
  );

/** The rows. */
export function messageRoutes(core: Core, reader: LineReader): readonly Route[] {
  return [linesRoute(core, reader), sayRoute(core), signRoute(core)];
}

const linesRoute = (core: Core, reader: LineReader): Route =>
  defineRoute({
    ...readLines,
    about: 'Lines of a conversation after a position, for its counsellor and for who supports it.',
    access: { may: 'contact.talk' },
    audit: talking,
    run: async ({ params: { id }, query: { after } }, context) => {
      const own = await ownOf(core, context, id);
      if (own === undefined) return refuse('unknown-contact');
      if (own.status !== 'active') core.words.ended(id);
      const lines = await reader(own.organisation, [{ contact: id, after }], mostLines);
      return ok({ lines: lines.map(({ line }) => line), last: Math.max(own.lastPosition, after) });
    },
    refusals: { 'unknown-contact': unknownContact },
  });

const sayRoute = (core: Core): Route =>
  defineRoute({
    ...say,
    about: 'Says something in a conversation.',
    access: { may: 'contact.talk' },
    audit: talking,
    run: ({ params, body }, context) => speak(core, context, { contact: params.id, ...body }),
    refusals: { 'unknown-contact': unknownContact, 'not-open': notOpen, silent: silentOnly },
  });

const signRoute = (core: Core): Route =>
  defineRoute({
    ...sign,
    about: 'How far the counsellor has read, and whether they are typing.',
    access: { may: 'contact.talk' },
    audit: { none: 'Nothing is kept of it.' },
    run: async ({ params: { id }, body }, context) => {
      const own = await ownOf(core, context, id);
      if (own === undefined) return refuse('unknown-contact');
      if (own.role !== 'counsellor') return ok({});
      const read = Math.min(body.read, own.lastPosition);
      const of = { organisation: own.organisation, contact: id, side: 'staff' } as const;
      await core.sign(of, { delivered: read, read, typing: body.typing }, context.now);
      // What has been read is no longer unread, in every window of theirs.
      if (!body.typing) core.publish(topics.desk(context.caller.person));
      return ok({});
    },
    refusals: { 'unknown-contact': unknownContact },
  });

type Spoken = { readonly contact: ContactId; readonly id: string; readonly text: string };

async function speak(
  core: Core,
  context: StaffContext,
  spoken: Spoken,
): Promise<Result<{ position: number }, 'unknown-contact' | 'not-open' | 'silent'>> {
  const { person: staff, organisation } = context.caller;
  const saying = { ...spoken, organisation, staff, at: context.now };
  const said = await core.say({ ...saying, author: 'counsellor' });
  if (said.ok) return ok({ position: said.value });
  const own = await ownOf(core, context, spoken.contact);
  if (own === undefined) return refuse('unknown-contact');
  if (own.role === 'silent') return refuse('silent');
  if (own.role === 'counsellor') return refuse('not-open');
  const helped = await core.say({ ...saying, author: 'supervisor' });
  return helped.ok ? ok({ position: helped.value }) : refuse('not-open');
}
