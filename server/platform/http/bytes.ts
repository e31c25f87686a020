// The bytes of a body as they arrived, for rows whose callers sign them: what was read and written again need not be what
// was signed. Kept only for such a row, and only while its request is answered.
import { pipeline, type Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';

const kept = new WeakMap<FastifyRequest, Buffer[]>();

/** Lets a body pass and keeps what passed; a hook of the rows that ask for it. */
export function keepBytes(request: FastifyRequest, _reply: unknown, body: Readable, done: Passed): void {
  const chunks: Buffer[] = [];
  kept.set(request, chunks);
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, passed) => {
      chunks.push(chunk);
      passed(null, chunk);
    },
  });
  pipeline(body, through, () => undefined);
  done(null, through);
}

type Passed = (error: null, body: Readable) => void;

/** The body of a request as it arrived; empty where none was kept. */
export function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.concat(kept.get(request) ?? []);
}
