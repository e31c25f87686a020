// Calling somebody back who was handed over: only the counsellor of the contact opens the number, only while it goes on,
// and each opening is on file.
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';
import { FileId } from '../../privacy/contract.ts';
import { lockMine } from '../desk/own-store.ts';
import { alreadyForgotten, unknownContact } from '../desk/refusals.ts';
import { openCallBack } from './contract.ts';
import type { InboundParts } from './ports.ts';
import { findOrigin } from './store.ts';

/** The row. */
export const callBackRoute = ({ vault }: InboundParts): Route =>
  defineRoute({
    ...openCallBack,
    access: { may: 'contact.talk' },
    audit: { none: 'Opening contact details puts its own line on file, with the purpose.' },
    about: 'The number to call back, for the counsellor of the contact.',
    run: ({ params: { id: contact } }, { transact, caller: { person, organisation }, now: at, id: request }) =>
      transact(async (tx) => {
        const own = await lockMine(tx, contact, person);
        if (own === undefined || own.status === 'closed') return refuse('unknown-contact');
        const row = await tx
          .selectFrom('contact.contact')
          .select('file_id')
          .where('id', '=', contact)
          .executeTakeFirst();
        if (row === undefined || row.file_id === null) return refuse('unknown-contact');
        const reader = { person, organisation, opening: { purpose: 'follow-up' as const }, at, request };
        const opened = await vault.openContactDetails(tx, FileId.parse(row.file_id), reader);
        if (!opened.ok) return refuse('already-forgotten');
        const numbers = opened.value.flatMap(({ kind, value }) => (kind === 'phone' && value !== null ? [value] : []));
        return ok({ numbers, origin: await findOrigin(tx, contact) });
      }),
    refusals: { 'unknown-contact': unknownContact, 'already-forgotten': alreadyForgotten },
  });
