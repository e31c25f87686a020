// Permission-checked reads at a steady pace, whatever the server does meanwhile: each is sent when its time comes, and
// its delay is counted from then, so that a server that falls behind cannot hide it. The requests are all the same bytes
// and of an answer only status and length are read, because whoever asks shares the two cores with whoever answers.
import { connect, type Socket } from 'node:net';

/** What came of a stretch of reads. Milliseconds. */
export type Reads = {
  readonly sent: number;
  readonly perSecond: number;
  readonly failed: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
};

/** What is asked, and how often. */
export type Reading = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly perSecond: number;
};

const CONNECTIONS = 64;

/** Reads until `until` settles. */
export async function readSteadily({ url, headers, perSecond }: Reading, until: Promise<unknown>): Promise<Reads> {
  const asking = openAsking(url, headers);
  const delays: number[] = [];
  const running: Promise<void>[] = [];
  let failed = 0;
  let over = false;
  void until.finally(() => (over = true));
  const started = performance.now();
  const one = async (due: number): Promise<void> => {
    const status = await asking.ask();
    delays.push(performance.now() - due);
    if (status !== 200) failed += 1;
  };
  for (let sent = 0; !over;) {
    for (; sent < ((performance.now() - started) / 1000) * perSecond; sent += 1)
      running.push(one(started + (sent / perSecond) * 1000));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const took = performance.now() - started;
  await Promise.all(running);
  asking.close();
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const sent = running.length;
  return { sent, perSecond: (sent / took) * 1000, failed, median: at(0.5), p99: at(0.99), worst: at(1) };
}

type Told = (status: number) => void;

/** Connections that ask the same thing, one question at a time on each; questions beyond them wait. */
function openAsking(url: string, headers: Readonly<Record<string, string>>) {
  const { hostname, port, pathname, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const free: Socket[] = [];
  const asked = new Map<Socket, Told>();
  const waiting: Told[] = [];
  const send = (socket: Socket, told: Told): void => {
    asked.set(socket, told);
    socket.write(request);
  };
  const open = (): Socket => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const answered = (status: number): void => {
      const told = asked.get(socket);
      asked.delete(socket);
      const next = status === 0 ? undefined : waiting.shift();
      if (next !== undefined) send(socket, next);
      else if (status !== 0) free.push(socket);
      told?.(status);
    };
    readAnswers(socket, answered);
    socket.on('error', () => undefined);
    socket.on('close', () => answered(0));
    return socket;
  };
  const ask = (): Promise<number> =>
    new Promise((told) => {
      const socket = free.pop() ?? (asked.size < CONNECTIONS ? open() : undefined);
      if (socket === undefined) waiting.push(told);
      else send(socket, told);
    });
  return { ask, close: () => free.forEach((socket) => socket.destroy()) };
}

/** Tells the status of every answer once it has come whole. They carry their length. */
function readAnswers(socket: Socket, answered: Told): void {
  let text = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
    if (length === undefined) socket.destroy(new Error('an answer without its length'));
    if (text.length < head + 4 + Number(length)) return;
    const status = Number(text.slice(9, 12));
    text = '';
    answered(status);
  });
}
