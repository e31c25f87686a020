// The door to every command: works on whatever Node the machine has (20 or newer), installs what is
// missing, then goes on under the Node that package.json pins. Plain JavaScript for that reason.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { isBuilt } from './console-digest.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const pinned = `v${JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies.node}`;
const pinnedNode = path.join(root, 'node_modules', 'node', 'bin', 'node');
const marker = path.join(root, 'node_modules', '.installed-from');

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function installIfNeeded() {
  const digest = lockDigest();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return;
  process.stderr.write(
    '正在安装依赖，第一次需要一两分钟 · Installing dependencies; the first time takes a minute or two\n',
  );
  const npm = process.env.npm_execpath;
  const command = npm ? process.execPath : 'npm';
  const found = spawnSync(command, [...(npm ? [npm] : []), 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (found.status !== 0) {
    stop(
      '依赖没有装好，请检查网络后再试一次 · The dependencies could not be installed; check the network and try again',
    );
  }
  writeFileSync(marker, digest);
}

/** npm 12 and `ignore-scripts` skip the package's own install step; then it is run here. */
function pinNode() {
  const version = () =>
    existsSync(pinnedNode) ? spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' }).stdout?.trim() : '';
  if (version() === pinned) return;
  spawnSync(process.execPath, ['installArchSpecificPackage'], {
    cwd: path.join(root, 'node_modules', 'node'),
    stdio: ['ignore', 2, 2],
  });
  if (version() !== pinned) stop(`没有得到 Node ${pinned} · Node ${pinned} could not be installed for this machine`);
}

/** Compiled code is kept between runs, for this process and those it starts: less to do, and less memory. */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ||= path.join(root, 'node_modules', '.cache', 'node');
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

const needsConsole = new Set(['server/commands/serve.ts', 'tools/test.ts', 'tools/check.ts', 'bench/run.ts']);

/** The server serves the console as it was built; building is part of installing. */
function buildConsole(file) {
  if (!needsConsole.has(file) || isBuilt()) return;
  const built = spawnSync(pinnedNode, [path.join(root, 'tools', 'console.ts')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) stop('工作台没有生成出来，原因见上 · The console could not be built; the reason is above');
}

async function go(file, args) {
  if (process.version === pinned) {
    process.argv = [process.execPath, path.join(root, file), ...args];
    await import(path.join(root, file));
    return;
  }
  const child = spawn(pinnedNode, [...process.execArgv, path.join(root, file), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}

// Without a file it only installs: `npm start` has flags for the pinned Node, which the machine's own need not know.
const [file, ...args] = process.argv.slice(2);
installIfNeeded();
pinNode();
if (file !== undefined) {
  keepCompiled();
  buildConsole(file);
  await go(file, args);
}
