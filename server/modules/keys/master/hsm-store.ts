// An HSM by way of PKCS#11 and OpenSC's pkcs11-tool, which speaks to every vendor's module. The HSM holds an AES-256 key
// that never leaves it; it wraps our master key, and is asked only when a server starts and when the master key is
// replaced. The PIN goes by the environment and the keys by pipes, so that neither is seen in the list of processes.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { CannotStart } from '#platform/cannot-start.ts';
import type { Kms } from '../ports.ts';

/** Which key of which token, and how to get in. */
export type HsmSettings = {
  /** The vendor's module: a path that ends in .so. */
  readonly module: string;
  /** Label of the token. */
  readonly token: string;
  /** Id of the AES-256 key on it, in hex. (For encrypting, pkcs11-tool finds keys by id and takes no notice of labels.) */
  readonly key: string;
  readonly pin: string;
};

const IV = 16;
const PATIENCE_MS = 60_000;

/** The HSM; nothing is asked of it before the first call. */
export function openHsm(settings: HsmSettings): Kms {
  return {
    wrap: async (key) => {
      const iv = randomBytes(IV);
      return Buffer.concat([iv, await ask(settings, '--encrypt', iv, key)]);
    },
    unwrap: (wrapped) => ask(settings, '--decrypt', wrapped.subarray(0, IV), wrapped.subarray(IV)),
  };
}

/** AES-CBC does not authenticate: whoever unwraps compares the key with its id, which is made from the key. */
function ask(settings: HsmSettings, what: '--encrypt' | '--decrypt', iv: Buffer, input: Buffer): Promise<Buffer> {
  const where = [
    '--module',
    settings.module,
    '--token-label',
    settings.token,
    '--login',
    '--pin',
    'env:XINDENG_KMS_PIN',
  ];
  const how = [what, '--mechanism', 'AES-CBC-PAD', '--id', settings.key, '--iv', iv.toString('hex')];
  return new Promise((resolve, reject) => {
    const child = spawn('pkcs11-tool', [...where, ...how], {
      env: { ...process.env, XINDENG_KMS_PIN: settings.pin },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE_MS,
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => output.push(piece));
    child.stdin.on('error', () => undefined);
    child.on('error', () => reject(noTool()));
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(output)) : reject(refused(settings))));
    child.stdin.end(input);
  });
}

const noTool = (): CannotStart =>
  new CannotStart(
    '找不到 pkcs11-tool，无法使用加密机；请安装 opensc。',
    'pkcs11-tool was not found, so the HSM cannot be used; install opensc.',
  );

const refused = ({ module, token, key }: HsmSettings): CannotStart =>
  new CannotStart(
    `加密机不肯使用令牌 ${token} 上的密钥 ${key}；请核对 KMS_MODULE（${module}）、KMS_TOKEN、KMS_KEY 与 KMS_PIN。`,
    `The HSM does not let us use the key ${key} on the token ${token}; check KMS_MODULE (${module}), KMS_TOKEN, KMS_KEY and KMS_PIN.`,
  );
