// What an import works out beside the event loop, in a thread of its own that ends with its task: reading a file of ten
// thousand rows takes a second, and the pinyin dictionary takes 40 MB that a server should not keep.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { loadRegions } from '#regions/index.ts';
import { readDocument } from '#sources/index.ts';

const Task = z.discriminatedUnion('task', [
  z.object({
    task: z.literal('read'),
    name: z.string(),
    bytes: z.instanceof(Uint8Array),
    today: z.string(),
    events: z.array(z.object({ id: z.string(), zh: z.string(), begins: z.string(), ends: z.string().nullable() })),
  }),
  z.object({ task: z.literal('pinyin'), names: z.array(z.array(z.string())) }),
]);

/** The answer, as one text: a tree of small objects would take longer to copy. */
const say = (answer: unknown): void => parentPort?.postMessage(JSON.stringify(answer), []);

const task = Task.parse(workerData);
if (task.task === 'read') {
  const { name, bytes, today, events } = task;
  say(readDocument({ name, bytes }, { index: loadRegions(), today, events }));
} else {
  const { pinyinKeys } = await import('../../pinyin.ts');
  say(task.names.map((names) => pinyinKeys(names)));
}
