// Setting a password: what it is judged beside, and its hash. Used when it is changed, and when an invitation is taken.
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import { ok, refuse, type Result } from '#platform/result.ts';
import type { NewPassword } from './account-store.ts';
import { loadSyllables } from './files.ts';
import { decidePassword, isLong, passwordLengths, type PasswordRefusal, readPassword } from './passwords.ts';
import type { SignInParts } from './ports.ts';
import { spellingsOf } from './spelling.ts';

/** What is judged, for whom. */
export type Wished = {
  readonly typed: string;
  /** No second factor is asked of this person. */
  readonly alone: boolean;
  /** Their names and those of their organisations. */
  readonly own: readonly string[];
};

/** Judges and hashes a password. Throws SlowHashBusy. */
export async function hashPassword(
  { common, slowHash }: Pick<SignInParts, 'common' | 'slowHash'>,
  { typed, alone, own }: Wished,
): Promise<Result<NewPassword, PasswordRefusal>> {
  const password = readPassword(typed);
  const syllables = loadSyllables();
  const names = [...own, ...own.flatMap((name) => spellingsOf(syllables, name)), '心灯', 'xindeng'];
  const decided = decidePassword(password, { alone, own: names, common });
  if (decided !== 'good') return refuse(decided);
  return ok({ hash: await slowHash.hash(password), long: isLong(password), mustChange: false });
}

/** Whether the person has a second factor or is asked for one. */
export async function isAlone(tx: Transaction<DB>, person: string, needsTwo: boolean): Promise<boolean> {
  if (needsTwo) return false;
  const [totp, passkey] = [
    await tx
      .selectFrom('sign_in.totp')
      .select('person_id')
      .where('person_id', '=', person)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst(),
    await tx.selectFrom('sign_in.passkey').select('id').where('person_id', '=', person).executeTakeFirst(),
  ];
  return totp === undefined && passkey === undefined;
}

/** How passwords that are not taken are answered. */
export const passwordRefusals = {
  'password-too-short': {
    status: 422,
    zh: `密码太短了：单独使用时至少 ${passwordLengths.alone} 个字，另有第二步时至少 ${passwordLengths.besides} 个字。可以用一句自己记得住的话。`,
    en: `This password is too short: at least ${passwordLengths.alone} characters on its own, ${passwordLengths.besides} beside a second factor. A sentence you remember will do.`,
  },
  'password-too-long': {
    status: 422,
    zh: `密码太长了，最多 ${passwordLengths.most} 个字。`,
    en: `This password is too long; at most ${passwordLengths.most} characters.`,
  },
  'password-too-common': {
    status: 422,
    zh: '这个密码很容易被猜到，请换一个。可以用几个不相干的词，或一句自己的话。',
    en: 'This password is easily guessed. Please choose another: a few words that have nothing to do with each other, or a sentence of your own.',
  },
  'password-too-like-you': {
    status: 422,
    zh: '密码里主要是您的姓名、邮箱或机构名称，请换一个。',
    en: 'This password is mostly your name, your address or your organisation. Please choose another.',
  },
} as const;
