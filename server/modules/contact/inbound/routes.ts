// Handing over by another body's program, and asking how it stands. Who calls is known by the signature alone.
import type { z } from 'zod';
import { defineRoute, type Context, type Route } from '#platform/http/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import { type Handover, handOver, readHandover } from './contract.ts';
import { managingRoutes } from './managing-routes.ts';
import type { InboundParts } from './ports.ts';
import { receive, type ReceiveRefusal } from './receiving-store.ts';
import type { SignatureRefusal } from './signatures.ts';
import { signerOf } from './signer-store.ts';
import { callBackRoute } from './calling-routes.ts';
import { findHandover } from './store.ts';

/** The rows of handing over. */
export function inboundRoutes(parts: InboundParts): readonly Route[] {
  return [handOverRoute(parts), readRoute(parts), callBackRoute(parts), ...managingRoutes(parts)];
}

const signedOnly = { open: 'Another body’s program calls, known by its signature.' } as const;

const signatureRefusals = {
  'not-signed': { status: 401, zh: '签名不对，或密钥不存在。', en: 'The signature is wrong, or there is no such key.' },
  'too-late': {
    status: 401,
    zh: '签名的时间与这里相差超过五分钟。',
    en: 'The time of the signature is more than five minutes away from ours.',
  },
  'key-revoked': { status: 401, zh: '这把密钥已经停用。', en: 'This key has been ended.' },
} as const;

const handOverRoute = (parts: InboundParts): Route =>
  defineRoute({
    ...handOver,
    access: signedOnly,
    audit: { none: 'Its line is appended with the handover itself, in the name of the body.' },
    about: 'Hands over a request to a line: the person is called back, or it is only logged.',
    longestBody: 16_384,
    keepsBytes: true,
    run: (input, context) => handOverNow(parts, input, context),
    refusals: {
      ...signatureRefusals,
      'other-request': {
        status: 409,
        zh: '同一个编号先前交来的内容不同。',
        en: 'Something else was handed over under this id before.',
      },
      'too-many': {
        status: 429,
        zh: '一小时内交来的太多，请稍后再交。',
        en: 'Too many within an hour; try again later.',
      },
      'no-such-line': {
        status: 422,
        zh: '这条热线不在这里，或不接回电。',
        en: 'This line is not run here, or takes no call-backs.',
      },
      'line-closed': {
        status: 409,
        zh: '这条热线现在不接待，没有收下。情况紧急请直接转 120 或 110。',
        en: 'This line is closed now; nothing was taken. In an emergency call 120 or 110.',
      },
      'nobody-on-duty': {
        status: 409,
        zh: '现在没有人值班，没有收下。情况紧急请直接转 120 或 110。',
        en: 'Nobody is on duty now; nothing was taken. In an emergency call 120 or 110.',
      },
      'number-needed': { status: 422, zh: '回电需要号码。', en: 'A call-back needs a number.' },
    },
  });

type Given = z.output<z.ZodObject<(typeof handOver)['input']>>;

async function handOverNow(
  parts: InboundParts,
  { headers, body }: Given,
  { url, bytes, now, id: request }: Context,
): Promise<Result<Handover, ReceiveRefusal | SignatureRefusal>> {
  const signer = await signerOf(parts, { headers, method: 'POST', path: url, body: bytes, now });
  return signer.ok ? receive(parts, { signer: signer.value, body, bytes, now, request }) : signer;
}

const readRoute = (parts: InboundParts): Route =>
  defineRoute({
    ...readHandover,
    access: signedOnly,
    audit: { none: 'Only how it stands, for the body that handed it over.' },
    about: 'How a handover stands: received, being served, ended.',
    run: async (
      { params: { id }, headers },
      { url, now, transact },
    ): Promise<Result<Handover, SignatureRefusal | 'no-such-handover'>> => {
      const signer = await signerOf(parts, { headers, method: 'GET', path: url, body: Buffer.alloc(0), now });
      if (!signer.ok) return signer;
      const { body, organisation } = signer.value;
      return transact<Handover, SignatureRefusal | 'no-such-handover'>(
        async (tx) => {
          const found = await findHandover(tx, { body, id });
          return found === undefined ? refuse('no-such-handover') : ok(found.handover);
        },
        { organisation },
      );
    },
    refusals: {
      ...signatureRefusals,
      'no-such-handover': { status: 404, zh: '没有这个编号。', en: 'There is nothing under this id.' },
    },
  });
