// Taking contacts, talking, and ending: what a counsellor does all night. Every deed may be repeated by a screen that
// lost the answer; it is done once.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { ContactId } from '../contract.ts';
import type { Core } from '../core-store.ts';
import { acceptOffer, declineOffer, endTalk } from './contract.ts';
import { carryOut, type Deed, deed, doneAt, type Hand } from './doing-store.ts';
import { didLast, lockMine, wasOffered } from './own-store.ts';
import { notActive, offerGone, unknownContact } from './refusals.ts';

type OfferRefusal = 'unknown-contact' | 'offer-gone';

const offerRefusals = { 'unknown-contact': unknownContact, 'offer-gone': offerGone } as const;

/** The rows. */
export function talkRoutes(core: Core): readonly Route[] {
  return [
    defineRoute({
      ...acceptOffer,
      about: 'Takes a contact that was offered to the caller.',
      access: { may: 'contact.answer' },
      audit: 'contact.accept',
      run: ({ params }, context) => carryOut(core, context, (hand) => accept(core, hand, params.id)),
      refusals: offerRefusals,
    }),
    defineRoute({
      ...declineOffer,
      about: 'Declines an offer: others are asked.',
      access: { may: 'contact.talk' },
      audit: { none: 'It stands in the timeline of the contact.' },
      run: ({ params }, context) => carryOut(core, context, (hand) => decline(core, hand, params.id)),
      refusals: offerRefusals,
    }),
    defineRoute({
      ...endTalk,
      about: 'Ends a conversation; its outcome comes next.',
      access: { may: 'contact.talk' },
      audit: 'contact.end',
      run: ({ params }, context) => carryOut(core, context, (hand) => end(core, hand, params.id)),
      refusals: { 'unknown-contact': unknownContact, 'not-active': notActive },
    }),
  ];
}

async function accept(core: Core, hand: Hand, contact: ContactId): Promise<Result<Deed, OfferRefusal>> {
  const { tx, note, person, at } = hand;
  const acted = await core.performIn(tx, { contact, command: { do: 'accept', by: person }, at });
  if (!acted.ok) return refuse(await why(hand, contact));
  note({ subject: `contact:${contact}` });
  return ok(deed(acted.value));
}

/** Whoever was asked may know that it is over; nobody else learns that there is such a contact. */
const why = async ({ tx, person }: Hand, contact: ContactId): Promise<OfferRefusal> =>
  (await wasOffered(tx, contact, person)) ? 'offer-gone' : 'unknown-contact';

async function decline(core: Core, hand: Hand, contact: ContactId): Promise<Result<Deed, OfferRefusal>> {
  const { tx, person, at } = hand;
  const acted = await core.performIn(tx, { contact, command: { do: 'decline', by: person }, at });
  if (acted.ok) return ok(deed(acted.value));
  const before = await didLast(tx, { id: contact, person, kind: 'declined' });
  return before === undefined ? refuse(await why(hand, contact)) : ok(doneAt(before));
}

/** The person may have ended it in the same moment: then it is ended, and that is what was wanted. */
async function end(
  core: Core,
  { tx, note, person, at }: Hand,
  contact: ContactId,
): Promise<Result<Deed, 'unknown-contact' | 'not-active'>> {
  const own = await lockMine(tx, contact, person);
  if (own === undefined) return refuse('unknown-contact');
  note({ subject: `contact:${contact}` });
  if (own.status !== 'active') return ok(doneAt(own.lastPosition));
  const acted = await core.performIn(tx, { contact, command: { do: 'end', by: 'counsellor' }, at });
  return acted.ok ? ok(deed(acted.value)) : refuse('not-active');
}
