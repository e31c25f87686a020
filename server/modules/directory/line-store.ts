// The SQL of writing lines: the row people see, with the published facts beside it where a person has set others.
import { sql, type Insertable, type Transaction } from 'kysely';
import type { DB } from '#platform/database/index.ts';
import type { Line, LineId, PinyinKeys } from './contract.ts';
import { type CuratedFields, effectiveFacts, type Facts, hasSetFacts } from './facts.ts';

type Tx = Transaction<DB>;

/** Makes what lines are found by in Latin letters, for the names of one line after the other. */
export type PinyinOf = (names: readonly (readonly string[])[]) => Promise<readonly PinyinKeys[]>;

/** Loads the dictionary into this process, 40 MB: for one that really writes lines and then ends. */
export const pinyinHere: PinyinOf = async (names) => {
  const { pinyinKeys } = await import('./pinyin.ts');
  return names.map((some) => pinyinKeys(some));
};

/** A line to be written: its facts as published, and what a person has set. */
export type WrittenLine = { readonly published: Facts; readonly curated: CuratedFields };

const CHUNK = 500;

/** A statement takes only so many values: long lists go in parts. */
export function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) yield items.slice(start, start + CHUNK);
}

/** Writes lines as they hold now, with their access points; each counts one change more. */
export async function writeLines(tx: Tx, lines: readonly WrittenLine[], pinyinOf: PinyinOf): Promise<void> {
  const held = lines.map((line) => ({ ...line, facts: effectiveFacts(line.published, line.curated) }));
  const pinyin = await pinyinFor(
    tx,
    held.map(({ facts }) => facts),
    pinyinOf,
  );
  for (const chunk of chunks(held)) {
    await tx
      .insertInto('directory.line')
      .values(
        chunk.map(({ facts, published, curated }) => ({
          ...lineRow(facts, pinyin.get(facts.id) ?? { initials: '', full: '' }),
          base: hasSetFacts(curated) ? JSON.stringify(published) : null,
          ...peoplesRow(curated),
        })),
      )
      .onConflict((conflict) => conflict.column('id').doUpdateSet(overwritten()))
      .execute();
    await tx
      .deleteFrom('directory.access_point')
      .where(sql<boolean>`line_id = any(${chunk.map(({ facts }) => facts.id)})`)
      .execute();
    const points = chunk.flatMap(({ facts }) =>
      facts.accessPoints.map((point, position) => pointRow(facts.id, point, position)),
    );
    for (const part of chunks(points)) await tx.insertInto('directory.access_point').values(part).execute();
  }
}

/** Keys of names that stay are kept; only for new names the dictionary is asked. */
async function pinyinFor(tx: Tx, lines: readonly Facts[], pinyinOf: PinyinOf): Promise<Map<string, PinyinKeys>> {
  const ids = lines.map(({ id }) => id);
  const stored = await tx
    .selectFrom('directory.line')
    .select(['id', 'name', 'former_names', 'pinyin_initials', 'pinyin_full'])
    .where(sql<boolean>`id = any(${ids})`)
    .execute();
  const before = new Map<string, (typeof stored)[number]>(stored.map((row) => [row.id, row]));
  const names = (facts: Facts): string[] => [facts.name, ...facts.formerNames];
  const isNamedSo = (facts: Facts): boolean => {
    const row = before.get(facts.id);
    return row !== undefined && JSON.stringify([row.name, ...row.former_names]) === JSON.stringify(names(facts));
  };
  const renamed = lines.filter((facts) => !isNamedSo(facts));
  const made = renamed.length === 0 ? [] : await pinyinOf(renamed.map(names));
  const kept = stored.map((row) => [row.id, { initials: row.pinyin_initials, full: row.pinyin_full }] as const);
  const fresh = renamed.map((facts, at) => [facts.id, made[at] ?? { initials: '', full: '' }] as const);
  return new Map([...kept, ...fresh]);
}

const lineRow = (line: Facts, pinyin: PinyinKeys): Insertable<DB['directory.line']> => ({
  id: line.id,
  name: line.name,
  former_names: [...line.formerNames],
  pinyin_initials: pinyin.initials,
  pinyin_full: pinyin.full,
  region_code: line.region?.code ?? null,
  region_name: line.region?.name ?? null,
  hosts: [...line.hosts],
  audience: JSON.stringify(line.audience),
  hours: asJson(line.hours),
  session_minutes: asJson(line.sessionMinutes),
  opened_on: line.opened,
  validity: JSON.stringify(line.validity),
  confirmed_on: line.confirmedOn,
});

const OVERWRITTEN = [
  'name',
  'former_names',
  'pinyin_initials',
  'pinyin_full',
  'region_code',
  'region_name',
  'hosts',
  'audience',
  'hours',
  'session_minutes',
  'opened_on',
  'validity',
  'confirmed_on',
  'base',
  'published',
  'verified_on',
  'joined_into',
] as const;

const overwritten = () => ({
  ...Object.fromEntries(OVERWRITTEN.map((column) => [column, sql<never>`excluded.${sql.ref(column)}`])),
  changed_at: sql<never>`now()`,
  revision: sql<never>`line.revision + 1`,
});

const peoplesRow = (curated: CuratedFields) => ({
  published: !curated.has('shown'),
  verified_on: textIn(curated.get('verified'), 'on'),
  joined_into: textIn(curated.get('joined'), 'into'),
});

const textIn = (value: unknown, key: string): string | null => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' ? found : null;
};

const pointRow = (
  lineId: LineId,
  point: Line['accessPoints'][number],
  position: number,
): Insertable<DB['directory.access_point']> => ({
  line_id: lineId,
  position,
  kind: point.kind,
  raw: point.raw,
  display: point.display,
  e164: point.e164,
  tel: point.tel,
  suggested_tel: point.suggestedTel,
  number: point.number,
  line_type: point.lineType,
  menu_keys: [...point.menuKeys],
  note: point.note,
  hours: asJson(point.hours),
  audience: asJson(point.audience),
});

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
