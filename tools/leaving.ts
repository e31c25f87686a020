// Loaded into every process that runs a test file. A file whose tests are over may not go on for ever because something
// was left open, as a browser is when what should stand beside it did not start: then the whole run would stand still
// instead of telling what failed. Whatever ends by itself has two minutes to do so.
import { after } from 'node:test';

const PATIENCE_MS = 120_000;

function leave(): void {
  process.stderr.write('The tests of this file are over, but something it opened is still open.\n');
  process.exit(1);
}

// The runner itself is loaded with the same options and runs no tests.
if (process.env['NODE_TEST_CONTEXT']?.startsWith('child') === true)
  after(() => {
    setTimeout(leave, PATIENCE_MS).unref();
  });
