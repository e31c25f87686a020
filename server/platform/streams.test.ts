import assert from 'node:assert/strict';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { defineRoute, type Route } from '#platform/http/index.ts';
import { ok } from '#platform/result.ts';
import { asked } from '#testing/sample-routes.ts';
import { serve, type Served } from '#testing/serve.ts';
import { until } from '#testing/until.ts';
import type { Bus, StreamEvent, StreamLimits } from './streams.ts';

/** A timeline in memory, whose bus may lose a "look". */
function timeline(payload = '') {
  const listeners = new Set<() => void>();
  const events: StreamEvent[] = [];
  let reads = 0;
  const bus: Bus = {
    subscribe: (_topic, look) => {
      listeners.add(look);
      return () => listeners.delete(look);
    },
  };
  const rangs: (readonly string[])[] = [];
  const readFrom = async (
    position: string | null,
    limit: number,
    rang: ReadonlySet<string> = new Set(),
  ): Promise<readonly StreamEvent[]> => {
    reads++;
    rangs.push([...rang]);
    await wait(0);
    return events.slice(Number(position ?? 0), Number(position ?? 0) + limit);
  };
  const add = (count: number, said = true): void => {
    for (let i = 0; i < count; i++) {
      const n = events.length + 1;
      events.push({ id: String(n), event: 'line', data: { n, payload } });
    }
    if (said) for (const look of listeners) look();
  };
  return { bus, readFrom, add, listeners, rangs, reads: () => reads };
}

type Timeline = ReturnType<typeof timeline>;

const streamOf = ({ readFrom }: Timeline): readonly Route[] => [
  defineRoute({
    ...asked,
    method: 'GET',
    path: '/api/live',
    input: {},
    output: 'stream',
    run: () => ok({ topic: 'live', readFrom }),
    refusals: {},
  }),
];

const start = (line: Timeline, streams: Partial<StreamLimits> = {}): Promise<Served> =>
  serve(streamOf(line), { bus: line.bus, streams });

/** Follows a stream until `enough` events have come; then hangs up. Returns the positions as they came. */
function follow(url: string, enough: number, last?: string): Promise<{ ids: string[]; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = last === undefined ? {} : { 'last-event-id': last };
    const request = get(`${url}/api/live`, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const ids = [...text.matchAll(/^id: (\d+)\nevent: line\ndata: .*\n\n/gm)].map((match) => match[1] ?? '');
        if (ids.length < enough) return;
        request.destroy();
        resolve({ ids, text });
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
  });
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

describe('who is refused', () => {
  test('a position that is none is 400', async () => {
    const server = await start(timeline());
    assert.equal((await fetch(`${server.url}/api/live?after=%0Aid:1`)).status, 400);
    assert.equal(
      (await fetch(`${server.url}/api/live`, { headers: { 'last-event-id': 'x'.repeat(101) } })).status,
      400,
    );
    await server.close();
  });

  test('a stream beyond the limit is 503, and there is room again when one has gone', async () => {
    const line = timeline();
    const server = await start(line, { most: 1 });
    line.add(1);
    const held = get(`${server.url}/api/live`, (response) => response.resume()).on('error', () => undefined);
    await until(() => line.listeners.size === 1);
    const refused = await fetch(`${server.url}/api/live`);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '5']);
    held.destroy();
    await until(() => line.listeners.size === 0);
    assert.deepEqual((await follow(server.url, 1)).ids, ['1']);
    await server.close();
  });

  test('HEAD opens no stream', async () => {
    const server = await start(timeline());
    assert.equal((await fetch(`${server.url}/api/live`, { method: 'HEAD' })).status, 405);
    await server.close();
  });

  test('a table with a stream and no bus does not start', async () => {
    await assert.rejects(() => serve(streamOf(timeline())), /no bus/);
  });
});

describe('a screen that follows', () => {
  test('gets what was there, then what happens, as server-sent events that say when to come back', async () => {
    const line = timeline();
    const server = await start(line);
    line.add(3);
    const following = follow(server.url, 5);
    await until(() => line.listeners.size === 1);
    line.add(2);
    const { ids, text } = await following;
    assert.deepEqual(ids, numbers(1, 5));
    assert.match(text, /^retry: \d{4}\n\nid: 1\nevent: line\ndata: \{"n":1,"payload":""\}\n\n/);
    await server.close();
  });

  test('hears at once of what happens while its feed is being read', async () => {
    const line = timeline();
    const late = {
      ...line,
      readFrom: async (position: string | null, limit: number) => {
        const events = await line.readFrom(position, limit);
        if (line.reads() <= 3) line.add(1);
        return events;
      },
    };
    const server = await start(late, { heartbeatMs: 3_600_000 });
    assert.deepEqual((await follow(server.url, 3)).ids, numbers(1, 3));
    await server.close();
  });

  test('gets more than one reading holds, in order', async () => {
    const line = timeline();
    const server = await start(line, { batch: 7 });
    line.add(100);
    assert.deepEqual((await follow(server.url, 100)).ids, numbers(1, 100));
    await server.close();
  });

  test('that was away loses nothing and gets nothing twice, wherever it was cut and however the bus spoke', async () => {
    const step = fc.record({ add: fc.nat({ max: 20 }), said: fc.boolean(), take: fc.nat({ max: 15 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const line = timeline();
        const server = await start(line, { batch: 4, heartbeatMs: 20 });
        const got: string[] = [];
        let there = 0;
        for (const { add, said, take } of steps) {
          line.add(add, said);
          there += add;
          const enough = Math.min(take, there - got.length);
          if (enough > 0) got.push(...(await follow(server.url, enough, got.at(-1))).ids);
        }
        if (got.length < there) got.push(...(await follow(server.url, there - got.length, got.at(-1))).ids);
        await server.close(0);
        assert.deepEqual(got, numbers(1, there));
      }),
      { numRuns: 20 },
    );
  });

  test('may say where it begins in the address, as a page does that has just been made', async () => {
    const line = timeline();
    const server = await start(line);
    line.add(5);
    const response = await fetch(`${server.url}/api/live?after=3`);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('id: 5')) text += new TextDecoder().decode((await reader?.read())?.value);
    assert.doesNotMatch(text, /id: 3/);
    assert.match(text, /id: 4/);
    await reader?.cancel();
    await server.close();
  });

  test('hears a heartbeat in silence, and what a lost word of the bus would have told', async () => {
    const line = timeline();
    const server = await start(line, { heartbeatMs: 50 });
    const following = follow(server.url, 1);
    await until(() => line.listeners.size === 1);
    await wait(120);
    line.add(1, false);
    const { ids, text } = await following;
    assert.deepEqual(ids, ['1']);
    assert.match(text, /^:\n\n/m);
    await server.close();
  });

  test('is read again when its feed asks for it, and hears a heartbeat all the same', async () => {
    const line = timeline();
    const asks = defineRoute({
      ...asked,
      method: 'GET',
      path: '/api/live',
      input: {},
      output: 'stream',
      run: () => ok({ topic: 'live', readFrom: line.readFrom, again: () => 20 }),
      refusals: {},
    });
    const server = await serve([asks], { bus: line.bus, streams: { heartbeatMs: 200 } });
    const following = follow(server.url, 1);
    await until(() => line.reads() > 12);
    assert.deepEqual([line.rangs[0], line.rangs[5]], [['live'], []]);
    line.add(1, false);
    const { ids, text } = await following;
    assert.deepEqual(ids, ['1']);
    assert.match(text, /^:\n\n/m);
    await server.close();
  });

  test('that hangs up leaves nothing behind', async () => {
    const line = timeline();
    const server = await start(line);
    line.add(1);
    await Promise.all(Array.from({ length: 20 }, () => follow(server.url, 1)));
    await until(() => line.listeners.size === 0);
    const reads = line.reads();
    line.add(50);
    await wait(100);
    assert.equal(line.reads(), reads);
    await server.close();
  });
});

describe('a screen that never reads', () => {
  const deaf = async (port: number): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
      .pause()
      .on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /api/live HTTP/1.1\r\nhost: a\r\n\r\n');
    return socket;
  };

  test('is cut after a while, gets no more read for it than fits, and costs others nothing', async () => {
    const line = timeline('x'.repeat(20_000));
    const server = await start(line, { stallMs: 2000 });
    const sockets = await Promise.all(Array.from({ length: 10 }, () => deaf(server.port)));
    await until(() => line.listeners.size === 10);
    line.add(20_000);
    await wait(300);
    globalThis.gc?.();
    const before = process.memoryUsage();
    assert.ok(line.reads() < 10 * 20, `${line.reads()} readings of 50 events each`);
    assert.equal((await follow(server.url, 60)).ids.length >= 60, true);
    await wait(300);
    assert.ok(
      process.memoryUsage().arrayBuffers + process.memoryUsage().external <
        before.arrayBuffers + before.external + 20e6,
    );
    await until(() => line.listeners.size === 0);
    const [socket] = sockets;
    const left = await new Promise<string>((resolve) => {
      let text = '';
      socket
        ?.on('data', (chunk) => (text += chunk.toString()))
        .on('close', () => resolve(text))
        .resume();
    });
    assert.doesNotMatch(left, /\n0\r\n\r\n$/, 'what was still waiting for it is dropped');
    sockets.forEach((one) => one.destroy());
    await server.close();
  });
});

test('noise sent into a stream ends it and writes nothing into it', async () => {
  const line = timeline();
  const server = await start(line);
  line.add(1);
  const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
  socket.write('GET /api/live HTTP/1.1\r\nhost: a\r\n\r\n');
  let text = '';
  const closed = new Promise((resolve) =>
    socket.on('data', (chunk) => (text += chunk.toString())).on('close', resolve),
  );
  await until(() => text.includes('id: 1'));
  socket.write('\x16\x03\x01 noise\r\n\r\n');
  await closed;
  assert.equal(text.match(/HTTP\/1\.1/g)?.length, 1);
  await until(() => line.listeners.size === 0);
  await server.close();
});

describe('stopping', () => {
  test('ends the streams at once; their screens come back by themselves', async () => {
    const line = timeline();
    const server = await start(line);
    line.add(1);
    const reader = (await fetch(`${server.url}/api/live`)).body?.getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    let text = '';
    while (!text.includes('id: 1')) text += await read();
    const [rest] = await Promise.all([read(), server.close(3_600_000)]);
    assert.equal(rest, '');
    await until(() => line.listeners.size === 0);
  });
});
