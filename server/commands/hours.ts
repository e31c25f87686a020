// `npm run hours -- "周一至周五 9:00-17:00" --at 2026-10-08T09:00`: what the reader makes of opening hours, as one
// JSON object. `--stdin` answers one line for each line. Exit codes: 0 answered, 1 some lines could not be
// answered (each has its `error` in its place), 2 the command itself was given wrongly.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { loadCalendar } from '#hours/index.ts';
import { systemClock } from '#platform/clock.ts';
import { runCommand } from '#platform/command.ts';
import { answerHours, answerLine, linesOf, readMoment, TOO_LONG } from './hours-answers.ts';

const USAGE = `用法：npm run hours -- "周一至周五 9:00-17:00" [--at 2026-10-08T09:00]；或 --stdin，每行一个 {"text", "at"}
Usage: npm run hours -- "周一至周五 9:00-17:00" [--at 2026-10-08T09:00]; or --stdin, one {"text", "at"} a line`;

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function readArguments(): { text: string | null; at: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      options: { at: { type: 'string' }, stdin: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [text = null, ...more] = positionals;
    const both = values.stdin === true && (text !== null || values.at !== undefined);
    if (more.length > 0 || both || (text === null && values.stdin !== true)) stop(USAGE);
    return { text, at: values.at };
  } catch {
    return stop(USAGE);
  }
}

async function answerInput(): Promise<void> {
  const calendar = loadCalendar();
  process.stdout.on('error', () => process.exit(0)); // whoever reads the answers has left
  for await (const lines of linesOf(process.stdin.setEncoding('utf8'))) {
    const answers = lines.map((line) => (line === null ? TOO_LONG : answerLine(line, calendar, systemClock.now)));
    if (answers.some((answer) => 'error' in answer)) process.exitCode = 1;
    const out = answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
    if (out !== '' && !process.stdout.write(out)) await once(process.stdout, 'drain');
  }
}

const { text, at } = readArguments();
if (text === null) await runCommand(answerInput);
else {
  const moment = at === undefined ? { ok: true as const, value: systemClock.now() } : readMoment(at);
  if (!moment.ok) stop(moment.detail ?? USAGE);
  process.stdout.write(`${JSON.stringify(answerHours(text, moment.value, loadCalendar()))}\n`);
}
