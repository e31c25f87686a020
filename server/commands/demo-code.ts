// `npm run code -- E-MAIL`: the six digits that an authenticator app would show now for one of the people of the
// demonstration; `--secret E-MAIL`: the secret to put into such an app; or the digits of any secret that is given instead.
import { CannotStart } from '#platform/cannot-start.ts';
import { systemClock } from '#platform/clock.ts';
import { runCommand } from '#platform/command.ts';
import { codeAt } from '#sign-in/index.ts';
import { demoLogins } from './demo.ts';

await runCommand(async () => {
  const [first = '', second = '', ...more] = process.argv.slice(2);
  const wantsSecret = first === '--secret';
  const secret = secretOf(wantsSecret ? second : first);
  if (more.length > 0 || (!wantsSecret && second !== '') || secret === undefined)
    throw new CannotStart(
      '用法：npm run code -- 演示账号的邮箱（带 * 的），或 npm run code -- --secret 邮箱，或 npm run code -- 密钥',
      'Usage: npm run code -- E-MAIL of the demonstration (one with *), or npm run code -- --secret E-MAIL, or npm run code -- SECRET',
    );
  process.stdout.write(`${wantsSecret ? secret : codeAt(secret, systemClock.now())}\n`);
});

/** By address, or as given. Undefined: neither. */
function secretOf(text: string): string | undefined {
  const typed = text.trim();
  const known = demoLogins.find(({ email }) => email === typed.toLowerCase())?.secret;
  return known ?? (/^[A-Z2-7]{16,64}$/i.test(typed) ? typed.toUpperCase() : undefined);
}
