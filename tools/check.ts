// Everything that must hold before a change lands, in one list: `npm run check`, and nothing else, is what CI runs.
// `npm run check -- static` leaves the tests out; `npm run check -- tests` runs only them.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { reachWithin } from './reach.ts';
import { withTestServers } from './test-servers.ts';

type Step = {
  readonly name: string;
  readonly command: readonly string[];
  readonly refuse?: (output: string) => string | null;
};

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name);
const node = process.execPath;

/** dependency-cruiser that cannot parse TypeScript cruises nothing and exits 0. */
function refuseEmptyCruise(output: string): string | null {
  const cruised = /\((\d+) modules/.exec(output)?.[1];
  return cruised !== undefined && Number(cruised) > 20 ? null : 'dependency-cruiser saw hardly any module';
}

const folders = ['server', 'site', 'console', 'testing', 'tools', 'bench', 'e2e'];

const staticSteps: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '-p', '.'] },
  { name: 'types of the console', command: [bin('tsc'), '-p', 'console'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
  {
    name: 'module line',
    command: [bin('depcruise'), '--config', '.dependency-cruiser.mjs', ...folders],
    refuse: refuseEmptyCruise,
  },
  { name: 'dead code', command: [bin('knip'), '--no-progress'] },
  { name: 'map of the code', command: [node, 'tools/map.ts', '--check'] },
  { name: 'requirements', command: [node, 'tools/requirements.ts', '--check'] },
  { name: 'import format', command: [node, 'tools/import-schema.ts', '--check'] },
  { name: 'syllables', command: [node, 'tools/syllables.ts', '--check'] },
  { name: 'API document', command: [node, 'tools/openapi.ts', '--check'] },
];

function run(
  step: Step,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number; output: string; seconds: number }> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const [file = node, ...args] = step.command;
    const child = spawn(file, args, {
      cwd: root,
      env: { ...env, PATH: `${bin('')}:${env['PATH'] ?? ''}`, FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (cause) => resolve({ code: 1, output: String(cause), seconds: 0 }));
    child.on('close', (code) => resolve({ code: code ?? 1, output, seconds: (performance.now() - begun) / 1000 }));
  });
}

const databaseTypes: Step = { name: 'database types', command: [node, 'tools/database-types.ts', '--check'] };

async function runSteps(steps: readonly Step[]): Promise<boolean> {
  let sound = true;
  for (const step of steps) {
    const { code, output, seconds } = await run(step);
    const refusal = code === 0 ? (step.refuse?.(output) ?? null) : `exit code ${code}`;
    process.stdout.write(`${refusal === null ? 'ok  ' : 'FAIL'} ${step.name} (${seconds.toFixed(1)} s)\n`);
    if (refusal !== null) {
      process.stdout.write(`${output}\n${refusal}\n`);
      sound = false;
    }
  }
  return sound;
}

/** Runs the given test files with Node's own runner and lets its report through. */
function runTests(title: string, files: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  process.stdout.write(`\n== ${title}: ${files.length} files\n`);
  return new Promise((resolve) => {
    const leaving = `--import=${path.join(root, 'tools', 'leaving.ts')}`;
    const args = ['--test', leaving, '--test-reporter=spec', '--test-timeout=300000', ...files];
    const child = spawn(node, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

const testFiles = (pattern: string): string[] => globSync(pattern, { cwd: root }).toSorted();

/** All tests on the embedded database; those that open one, by whatever fixture, once more on the oldest supported server. */
async function runAllTests(): Promise<boolean> {
  return withTestServers(async (servers) => {
    const unit = testFiles('{server,site,console,testing,tools}/**/*.test.ts');
    const journeys = testFiles('e2e/**/*.test.ts');
    let sound = await runSteps([databaseTypes]);
    sound = (await runTests('rules, routes and parts, on the embedded PostgreSQL', unit, servers.embedded)) && sound;
    if (servers.oldest !== null) {
      const reaches = reachWithin(root);
      const again = unit.filter((file) => reaches(file, 'testing/database.ts'));
      sound = (await runTests('the same against the oldest supported PostgreSQL', again, servers.oldest)) && sound;
    }
    if (servers.browser) sound = (await runTests('journeys in Chromium', journeys, servers.embedded)) && sound;
    for (const line of servers.skipped) process.stdout.write(`\n!!! 没有测到 · NOT TESTED: ${line}\n`);
    return sound;
  });
}

const wanted = process.argv[2] ?? 'all';
const staticSound = wanted === 'tests' || (await runSteps(staticSteps));
const testsSound = wanted === 'static' || (await runAllTests());
process.exitCode = staticSound && testsSound ? 0 : 1;
