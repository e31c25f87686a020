// Gets this machine ready for the tests: Debian's oldest supported PostgreSQL, Chromium, a CJK font and NATS.
// Installs only where it may (root on a Debian with apt); otherwise says what will not be tested.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Something the tests talk to, the Debian packages that bring it, and how to see that it is there. */
type Part = { readonly name: string; readonly packages: readonly string[]; readonly present: () => boolean };

const finds = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    .stdout?.toString()
    .trim() !== '';

const parts: readonly Part[] = [
  {
    name: 'PostgreSQL 15 (the oldest supported server)',
    packages: ['postgresql-15'],
    present: () => existsSync('/usr/lib/postgresql/15/bin/postgres'),
  },
  {
    name: 'Chromium',
    packages: ['chromium'],
    present: () => existsSync(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'),
  },
  { name: 'a Chinese font', packages: ['fonts-noto-cjk'], present: () => finds('fc-list', [':lang=zh', 'family']) },
  {
    name: 'NATS',
    packages: ['nats-server'],
    present: () => existsSync('/usr/sbin/nats-server') || existsSync('/usr/bin/nats-server'),
  },
  {
    name: 'SoftHSM and OpenSC (a security module in software)',
    packages: ['softhsm2', 'opensc'],
    present: () => existsSync('/usr/lib/softhsm/libsofthsm2.so') && existsSync('/usr/bin/pkcs11-tool'),
  },
];

/** What is still missing after installing what could be installed; names as shown to people. */
export function prepareMachine(): readonly string[] {
  const missing = parts.filter((part) => !part.present());
  if (missing.length === 0) return [];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install(missing);
  return parts.filter((part) => !part.present()).map((part) => part.name);
}

/** Part by part: where a system has no package of one name, the others are installed all the same. */
function install(missing: readonly Part[]): void {
  const names = missing.flatMap(({ packages }) => packages).join(' ');
  process.stdout.write(`正在用 apt 安装测试所需 · Installing for the tests: ${names}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  spawnSync('apt-get', ['update', '-q'], options);
  for (const { packages } of missing)
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
}
