import assert from 'node:assert/strict';
import { createConnection, createServer, type Socket } from 'node:net';
import test, { after, describe } from 'node:test';
import { Client } from 'pg';
import { openBus, type Bus } from '#platform/bus.ts';
import { CannotStart } from '#platform/cannot-start.ts';
import { openPool } from '#platform/database/pool.ts';
import { testDatabase } from '#testing/database.ts';
import { until as comes } from '#testing/until.ts';

const { access, close } = await testDatabase();
const pool = openPool(access.app);
after(async () => {
  await pool.close();
  await close();
});

/** A wire that can be cut. */
async function wireTo(target: { readonly path: string } | { readonly host: string; readonly port: number }) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection(target);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket.on('error', () => undefined));
      socket.on('close', () => [near, far].forEach((other) => other.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { port } = address;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const end = (): void => {
    cut();
    server.close();
  };
  return { port, cut, end };
}

type Carried = {
  readonly name: string;
  readonly wire: () => ReturnType<typeof wireTo>;
  readonly open: (port: number) => Promise<Bus>;
};

const client = new Client(access.app);
const database: Carried = {
  name: 'PostgreSQL',
  wire: () => wireTo(client.host.startsWith('/') ? { path: `${client.host}/.s.PGSQL.${client.port}` } : client),
  open: (port) => {
    const { user, database, password } = client;
    const app = {
      host: '127.0.0.1',
      port,
      user: user ?? '',
      database: database ?? '',
      password: password ?? '',
      ssl: false,
    };
    return openBus({ app, raw: pool.raw });
  },
};

const natsUrl = process.env['TEST_NATS_URL'];
if (natsUrl === undefined && process.env['CI'] === 'true') throw new Error('CI needs NATS for this test');
const nats: Carried = {
  name: 'NATS',
  wire: () => wireTo({ host: new URL(natsUrl ?? '').hostname, port: Number(new URL(natsUrl ?? '').port) }),
  open: (port) => openBus({ app: access.app, raw: pool.raw, natsUrl: `nats://127.0.0.1:${port}` }),
};

for (const carried of natsUrl === undefined ? [database] : [database, nats])
  describe(`the bus over ${carried.name}`, async () => {
    const wire = await carried.wire();
    const [near, far] = await Promise.all([carried.open(wire.port), carried.open(wire.port)]);
    after(async () => {
      await Promise.all([near.close(), far.close()]);
      wire.end();
    });

    test('what one process publishes, all that follow the topic hear, itself included', async () => {
      const [here, there] = [heardBy(near, 'a.topic'), heardBy(far, 'a.topic')];
      const other = heardBy(far, 'another');
      near.publish('a.topic', 5);
      await Promise.all([here.until(5), there.until(5)]);
      near.publish('a.topic', 6);
      await there.until(6);
      // What came back to the one who said it would be here by now.
      assert.deepEqual([here.heard, there.heard, other.heard], [[5, 6], [5, 6], []]);
      [here, there, other].forEach(({ end }) => end());
    });

    test('a thousand words about one topic melt into a few, and the last position is among them', async () => {
      const there = heardBy(far, 'busy');
      for (let position = 1; position <= 1000; position += 1) near.publish('busy', position);
      await there.until(1000);
      assert.ok(there.heard.length <= 3, `heard ${there.heard.length} times`);
      there.end();
    });

    test('more topics than fit into one message all arrive', async () => {
      const topics = Array.from({ length: 400 }, (_, index) => `中文主题-${index}`);
      const heard = topics.map((topic) => heardBy(far, topic));
      topics.forEach((topic, index) => near.publish(topic, index));
      await Promise.all(heard.map(({ until }, index) => until(index)));
      heard.forEach(({ end }) => end());
    });

    test('who has stopped following hears nothing more', async () => {
      const [gone, still] = [heardBy(far, 'left'), heardBy(far, 'left')];
      gone.end();
      near.publish('left', 1);
      await still.until(1);
      assert.deepEqual(gone.heard, []);
      still.end();
    });

    test('after a cut connection everybody is told to look, and words travel again', async () => {
      const there = heardBy(far, 'cut');
      wire.cut();
      await there.until(null);
      // What is said before the one who says it has noticed the cut is lost, as words may be.
      const again = setInterval(() => near.publish('cut', 9), 50);
      await there.until(9).finally(() => clearInterval(again));
      there.end();
    });
  });

test('a NATS server that is not there stops the start with one sentence', async () => {
  await assert.rejects(openBus({ app: access.app, raw: pool.raw, natsUrl: 'nats://127.0.0.1:1' }), CannotStart);
});

function heardBy(bus: Bus, topic: string) {
  const heard: (number | null)[] = [];
  const end = bus.subscribe(topic, (position) => heard.push(position));
  return { heard, until: (position: number | null) => comes(() => heard.includes(position), `never ${position}`), end };
}
