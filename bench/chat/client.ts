// What drives the chat under load: posts over connections that stay open, and streams that are followed. As little as
// possible is done here, because it shares the machine with the server.
import { Agent, get, type IncomingMessage, request } from 'node:http';

export type Headers = Readonly<Record<string, string>>;

/** Posts to one server. */
export type Client = {
  /** The status of the answer. */
  readonly post: (path: string, headers: Headers, body: unknown) => Promise<number>;
  readonly close: () => void;
};

/** Opens connections to a server, at most `connections`. */
export function openClient(url: string, connections: number): Client {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: (path, headers, body) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        const asking = request(
          { agent, hostname, port, path, method: 'POST', headers: { ...headers, ...length } },
          (answer) => {
            answer.resume();
            answer.on('end', () => resolve(answer.statusCode ?? 0));
          },
        );
        asking.on('error', reject);
        asking.end(text);
      }),
    close: () => agent.destroy(),
  };
}

/** Follows a stream; `hear` gets what comes as it comes. Settles when it is open; the result ends it. */
export function followStream(url: string, headers: Headers, hear: (text: string) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const asking = get(url, { headers, agent: false }, (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) {
        asking.destroy();
        reject(new Error(`A stream was answered with ${answer.statusCode}.`));
        return;
      }
      answer
        .setEncoding('utf8')
        .on('data', hear)
        .on('error', () => undefined);
      resolve(() => asking.destroy());
    });
    asking.on('error', reject);
  });
}

/** How many works a second, so many at a time, for so long; each gives what `good` accepts. */
export async function sustained(
  atOnce: number,
  ms: number,
  work: () => Promise<boolean>,
): Promise<{ readonly perSecond: number; readonly failed: number }> {
  const began = performance.now();
  let [done, failed] = [0, 0];
  const lane = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      if (await work()) done += 1;
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { perSecond: (done * 1000) / (performance.now() - began), failed };
}
