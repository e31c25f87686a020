// `npm test`: gets the machine ready, then runs the one list of checks. In CI nothing may be left out.
import { prepareMachine } from './prepare.ts';

const missing = prepareMachine();
if (missing.length > 0) {
  process.stdout.write(
    `\n!!! 本机缺少，相关测试将不运行 · Missing on this machine, so not tested: ${missing.join(', ')}\n\n`,
  );
}
if (missing.length > 0 && process.env['CI'] === 'true') {
  process.stdout.write('CI 必须齐备 · CI needs all of them\n');
  process.exit(1);
}
await import('./check.ts');
