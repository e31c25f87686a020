// Anchors: how far each chain reached at a time, as text to be printed, mailed or written down. Whoever rewrites a
// whole chain in the database cannot rewrite a sheet of paper in somebody's drawer.
import { INSTALLATION, type Mark } from './chain.ts';

/** A head with the organisation's name, for people. */
export type NamedMark = Mark & { readonly name: string | null };

/** One block a chain: the name for people, then the line that counts. Hashes are grouped, as one reads them aloud. */
export function writeAnchors(heads: readonly NamedMark[], at: string): string {
  const blocks = heads.map(({ chain, number, hash, name }) => {
    const whose = chain === INSTALLATION ? '本系统 · this installation' : (name ?? '');
    return `# ${whose}\n${chain} ${number} ${groupsOf(hash)}\n`;
  });
  return `# 心灯操作留痕锚点 · Anchors of the Xindeng audit\n# ${at}\n\n${blocks.join('\n')}`;
}

const groupsOf = (hash: Buffer): string => (hash.toString('hex').match(/.{8}/g) ?? []).join(' ');

const line = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s+(\d{1,15})\s+((?:[0-9a-f]{8}\s*){8})$/;

/**
 * The anchors in a text, however its lines end; what begins with # is for people. Null when a line is neither, or when
 * there is none at all: a damaged file must not look like a passed check.
 */
export function readAnchors(text: string): Mark[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('#'));
  const marks = lines.flatMap((each) => markOf(each.toLowerCase()) ?? []);
  return marks.length > 0 && marks.length === lines.length ? marks : null;
}

function markOf(text: string): Mark | undefined {
  const [, chain, number, hash] = line.exec(text) ?? [];
  if (chain === undefined || number === undefined || hash === undefined) return undefined;
  return { chain, number: Number(number), hash: Buffer.from(hash.replaceAll(/\s/g, ''), 'hex') };
}
