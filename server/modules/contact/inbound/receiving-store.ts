// Takes what was handed over: once for each id, within what the body may send, and with the number sealed before anybody
// is asked to call it. Whoever is to be called back comes in by the same door as everybody else.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { type DB, transaction } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { z } from 'zod';
import { FileId } from '../../privacy/contract.ts';
import { ContactId } from '../contract.ts';
import { enter } from '../door/entering-store.ts';
import type { Handover, handOver } from './contract.ts';
import type { InboundParts } from './ports.ts';
import { digestOf } from './signatures.ts';
import { addHandover, countSince, findHandover, holdBody, servesLine, type Signer } from './store.ts';

type Tx = Transaction<DB>;
type Body = z.output<(typeof handOver)['input']['body']>;

/** What arrived. */
export type Arrived = {
  readonly signer: Signer;
  readonly body: Body;
  readonly bytes: Uint8Array;
  readonly now: Temporal.Instant;
  readonly request: string;
};

export type ReceiveRefusal =
  'other-request' | 'too-many' | 'no-such-line' | 'line-closed' | 'nobody-on-duty' | 'number-needed';

/** Takes it, or answers as before when it was taken already. */
export async function receive(parts: InboundParts, arrived: Arrived): Promise<Result<Handover, ReceiveRefusal>> {
  const { db } = parts.core.parts;
  const { signer, body } = arrived;
  const digest = digestOf(arrived.bytes);
  const judged = await transaction(db, signer, (tx) => judge(tx, arrived, digest));
  if (!judged.ok || judged.value !== null)
    return judged.ok && judged.value !== null ? ok(judged.value) : refused(judged);
  const taken = body.kind === 'call-back' ? await callBack(parts, arrived, digest) : await log(parts, arrived, digest);
  if (!taken.ok) return taken;
  const found = await transaction(db, signer, (tx) => findHandover(tx, { body: signer.body, id: body.id }));
  if (found === undefined) throw new Error('A handover that was just taken is not there.');
  return found.digest.equals(digest) ? ok(found.handover) : refuse('other-request');
}

const refused = <Refusal extends string>(result: Result<unknown, Refusal>): Result<never, Refusal> => {
  if (result.ok) throw new Error('This was not refused.');
  return result;
};

/** What was taken under this id before; null: nothing, and something may be. */
async function judge(
  tx: Tx,
  { signer, body, now }: Arrived,
  digest: Buffer,
): Promise<Result<Handover | null, ReceiveRefusal>> {
  const before = await findHandover(tx, { body: signer.body, id: body.id });
  if (before !== undefined) return before.digest.equals(digest) ? ok(before.handover) : refuse('other-request');
  if (body.kind === 'call-back' && body.callBack === undefined) return refuse('number-needed');
  if (!(await servesLine(tx, body.line))) return refuse('no-such-line');
  const lately = await countSince(tx, signer.body, now.subtract({ hours: 1 }));
  return lately >= signer.perHour ? refuse('too-many') : ok(null);
}

/** Puts it on file, once. */
async function file(
  parts: InboundParts,
  tx: Tx,
  { signer, body, now, request }: Arrived,
  { digest, contact }: { readonly digest: Buffer; readonly contact: ContactId | null },
): Promise<void> {
  const { id, kind, line, origin, urgency } = body;
  await addHandover(tx, { signer, id, kind, line, origin, urgency, digest, contact, at: now });
  await parts.ledger.append(tx, {
    word: 'contact.hand-over',
    person: null,
    chain: signer.organisation,
    at: now,
    request,
    subject: `inbound:${signer.body}`,
    detail: { kind, line, urgency, handover: id },
  });
}

/** Only logged: the call itself was put through, or the person was told about the line (S4-14). */
async function log(parts: InboundParts, arrived: Arrived, digest: Buffer): Promise<Result<null>> {
  const { signer, body } = arrived;
  await transaction(parts.core.parts.db, signer, async (tx) => {
    await holdBody(tx, signer.body);
    const there = await findHandover(tx, { body: signer.body, id: body.id });
    if (there === undefined) await file(parts, tx, arrived, { digest, contact: null });
  });
  return ok(null);
}

async function callBack(parts: InboundParts, arrived: Arrived, digest: Buffer): Promise<Result<null, ReceiveRefusal>> {
  const { signer, body, now } = arrived;
  const contact = contactOf(signer.body, body.id);
  const words = [`${signer.name} · ${body.origin}`, body.reason, ...(body.wish === undefined ? [] : [body.wish])];
  const entry = {
    contact,
    line: body.line,
    channel: 'phone' as const,
    risk: body.urgency,
    introduction: { topic: null, group: body.group ?? null, age: null, words: words.join('\n'), lang: 'zh' as const },
    wished: null,
    returner: null,
  };
  const entered = await enter(parts.core, entry, now, {
    organisation: signer.organisation,
    also: async (tx, opened) => {
      await file(parts, tx, arrived, { digest, contact });
      const value = body.callBack ?? '';
      const kept = await parts.vault.keepContactDetail(tx, FileId.parse(opened), { kind: 'phone', value, at: now });
      if (!kept.ok) throw new Error('The number of somebody who was handed over could not be kept.');
    },
  });
  if (entered.ok) return ok(null);
  switch (entered.refusal) {
    case 'no-such-door':
      return refuse('no-such-line');
    case 'line-ended':
      return refuse('line-closed');
    default:
      return refuse(entered.refusal);
  }
}

/** The same handover is the same contact, whichever process takes it and however often it is sent. */
function contactOf(body: string, id: string): ContactId {
  const hex = createHash('sha256').update(`${body}/${id}`).digest('hex');
  const version = `8${hex.slice(13, 16)}`;
  const variant = `${'89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4]}${hex.slice(17, 20)}`;
  return ContactId.parse(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}-${variant}-${hex.slice(20, 32)}`);
}
