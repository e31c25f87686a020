// Finds out who signed a request. The secret is opened only for this, and the answer says no more than that it is wrong.
import { transaction } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { z } from 'zod';
import type { SignedHeaders } from './contract.ts';
import { type InboundParts, placeOfKey } from './ports.ts';
import { judgeSignature, type SignatureRefusal } from './signatures.ts';
import { findSigner, noteUse, type Signer } from './store.ts';

/** A request as it came. `path` with its query. */
export type Signing = {
  readonly headers: z.output<typeof SignedHeaders>;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Uint8Array;
  readonly now: Temporal.Instant;
};

/** Who signed it, or why nobody did. */
export async function signerOf(
  { core, sealing }: InboundParts,
  { headers, method, path, body, now }: Signing,
): Promise<Result<Signer, SignatureRefusal>> {
  const { 'xindeng-key': id, 'xindeng-time': time, 'xindeng-signature': given } = headers;
  const scope = { reach: 'everywhere' } as const;
  const signer = await transaction(core.parts.db, scope, (tx) => findSigner(tx, id));
  const opened = signer === undefined ? undefined : await sealing.open('inbound', placeOfKey(id), signer.sealed);
  const secret = opened?.ok === true ? opened.value : undefined;
  const key = signer === undefined || secret === undefined ? undefined : { ...signer, secret };
  const judged = judgeSignature(key, { time, method, path, body }, given, now);
  if (!judged.ok) return judged;
  if (signer === undefined) return refuse('not-signed');
  await transaction(core.parts.db, signer, (tx) => noteUse(tx, id, now));
  return ok(signer);
}
