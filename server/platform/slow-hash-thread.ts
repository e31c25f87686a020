// A thread that does nothing but slow hashes, and lets everybody else go first: on Linux the priority is the thread's
// own, so the server and the database keep their turn however many hashes wait.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type HashTask, slowHashOf } from './slow-hash.ts';

const LOWER = 10;

try {
  const own = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  if (own > 0 && own !== process.pid) setPriority(own, LOWER);
} catch {
  // Other systems share the threads' turns as they see fit.
}

parentPort?.on('message', (task: HashTask) => parentPort?.postMessage(slowHashOf(task), []));
