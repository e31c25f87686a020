// Walks chains from their first line to their head and tells what does not fit, and where. Walking goes on behind a
// fault, so that one altered line is one finding and not a million.
import {
  chainIn,
  digestOf,
  type LineBytes,
  type Mark,
  NOTHING_BEFORE,
  numberIn,
  placedAt,
  previousIn,
} from './chain.ts';

/**
 * What is wrong with a chain, and where. `to` is the last line of a run of lines with the same fault.
 * - altered: the line is not what was hashed
 * - moved: it was written as line `was`
 * - unlinked: it does not follow the line before it, which was written anew
 * - missing: lines that were there are gone
 * - beyond-head: lines that nobody appended in the ordinary way
 * - head-differs: the last line was written anew
 * - checkpoint-unknown: the chain begins behind a checkpoint that no line of the chain tells of
 * - anchor-differs: the line is not the one that was noted elsewhere
 */
export type Finding = {
  readonly chain: string;
  readonly what:
    | 'altered'
    | 'moved'
    | 'unlinked'
    | 'missing'
    | 'beyond-head'
    | 'head-differs'
    | 'checkpoint-unknown'
    | 'anchor-differs';
  readonly number: number;
  readonly to: number;
  readonly was?: number;
};

/** What the lines are held against. */
export type Expected = {
  /** The last line of each chain, as the database has it. */
  readonly heads: readonly Mark[];
  /** Up to where each chain was removed; the last one counts. */
  readonly checkpoints: readonly Mark[];
  /** Lines as they were noted elsewhere. */
  readonly anchors: readonly Mark[];
};

export type Report = {
  readonly chains: number;
  readonly lines: number;
  /** At most a hundred, in the order of the chains. */
  readonly findings: readonly Finding[];
  /** How many there were in all. */
  readonly found: number;
  /** Anchors that lie behind a checkpoint and could not be compared. */
  readonly anchorsBehind: number;
};

/** The subject of the line that tells of a checkpoint: without it a forged one could hide what was removed. */
export function checkpointSubject({ number, hash }: Pick<Mark, 'number' | 'hash'>): string {
  return `checkpoint:${number}:${hash.toString('hex')}`;
}

const MOST_FINDINGS = 100;
const MOST_SUSPECTS = 64;

/** A line whose hash does not fit it; kept to see whether it was written for another place. */
type Suspect = { readonly number: number; readonly content: Buffer; readonly hash: Buffer };

type Chain = {
  readonly id: string;
  readonly bytes: Buffer;
  readonly checkpoint: Mark | undefined;
  readonly told: Buffer | undefined;
  readonly anchors: Map<number, Buffer>;
  readonly suspects: Suspect[];
  checkpointTold: boolean;
  first: boolean;
  number: number;
  hash: Buffer;
};

/** Takes lines ordered by chain and number, and tells at the end what was found. */
export function createWalk(expected: Expected): {
  readonly take: (line: LineBytes) => void;
  readonly lines: () => number;
  readonly end: () => Report;
} {
  const known = sortOut(expected);
  const findings = collector();
  let chain: Chain | undefined;
  let [chains, lines] = [0, 0];

  const begin = (id: string, bytes: Buffer): Chain => {
    known.unwalked.delete(id);
    chains += 1;
    return beginning(known, id, bytes);
  };
  const finish = (done: Chain): void => endOfChain(done, known.heads.get(done.id), findings.add);
  const take = (line: LineBytes): void => {
    if (chain === undefined || line.content.compare(chain.bytes, 0, 16, 4, 20) !== 0) {
      if (chain !== undefined) finish(chain);
      chain = begin(chainIn(line.content), Buffer.from(line.content.subarray(4, 20)));
    }
    lines += 1;
    nextLine(chain, line, findings.add);
  };
  const end = (): Report => {
    if (chain !== undefined) finish(chain);
    for (const id of [...known.unwalked].toSorted()) finish(begin(id, Buffer.alloc(16)));
    return { chains, lines, ...findings.all(), anchorsBehind: known.anchorsBehind };
  };
  return { take, lines: () => lines, end };
}

type Known = {
  readonly heads: ReadonlyMap<string, Mark>;
  readonly checkpoints: ReadonlyMap<string, Mark>;
  readonly anchors: readonly Mark[];
  readonly anchorsBehind: number;
  /** Chains that should have lines, and of which none has come yet. */
  readonly unwalked: Set<string>;
};

function sortOut({ heads, checkpoints, anchors }: Expected): Known {
  const last = lastOfEach(checkpoints);
  const within = anchors.filter(({ chain, number }) => number >= (last.get(chain)?.number ?? 0));
  return {
    heads: lastOfEach(heads),
    checkpoints: last,
    anchors: within,
    anchorsBehind: anchors.length - within.length,
    unwalked: new Set([...heads, ...checkpoints, ...anchors].map(({ chain }) => chain)),
  };
}

function beginning({ checkpoints, anchors }: Known, id: string, bytes: Buffer): Chain {
  const checkpoint = checkpoints.get(id);
  const here = anchors.filter(({ chain }) => chain === id);
  return {
    id,
    bytes,
    checkpoint,
    told: checkpoint && Buffer.from(checkpointSubject(checkpoint)),
    anchors: new Map(here.map(({ number, hash }) => [number, hash])),
    suspects: [],
    checkpointTold: checkpoint === undefined,
    first: true,
    number: checkpoint?.number ?? 0,
    hash: checkpoint?.hash ?? NOTHING_BEFORE,
  };
}

type Add = (finding: Omit<Finding, 'to'> & { readonly to?: number }) => void;

function nextLine(chain: Chain, { content, hash }: LineBytes, add: Add): void {
  const number = numberIn(content);
  const at = { chain: chain.id, number };
  // Between a checkpoint and the removal, or when it was interrupted, older lines are still there.
  const leftover = chain.first && number <= chain.number;
  if (!leftover && number > chain.number + 1)
    add({ chain: chain.id, what: 'missing', number: chain.number + 1, to: number - 1 });
  else if (!leftover && !previousIn(content).equals(chain.hash)) add({ ...at, what: 'unlinked' });
  if (!digestOf(content).equals(hash)) suspect(chain, { number, content, hash }, add);
  if (number === chain.checkpoint?.number && !hash.equals(chain.checkpoint.hash)) add({ ...at, what: 'altered' });
  compareAnchor(chain, { number, hash }, add);
  if (!chain.checkpointTold && chain.told !== undefined && content.includes(chain.told)) chain.checkpointTold = true;
  chain.first = false;
  chain.number = number;
  chain.hash = Buffer.from(hash);
}

function suspect(chain: Chain, { number, content, hash }: Suspect, add: Add): void {
  if (chain.suspects.length < MOST_SUSPECTS)
    chain.suspects.push({ number, content: Buffer.from(content), hash: Buffer.from(hash) });
  else add({ chain: chain.id, what: 'altered', number });
}

function compareAnchor(chain: Chain, { number, hash }: Pick<Mark, 'number' | 'hash'>, add: Add): void {
  const anchor = chain.anchors.get(number);
  if (anchor === undefined) return;
  chain.anchors.delete(number);
  if (!anchor.equals(hash)) add({ chain: chain.id, what: 'anchor-differs', number });
}

function endOfChain(chain: Chain, head: Mark | undefined, add: Add): void {
  const { id, number } = chain;
  for (const line of chain.suspects) {
    const was = placeOf(line, chain.suspects);
    add(
      was === undefined
        ? { chain: id, what: 'altered', number: line.number }
        : { chain: id, what: 'moved', number: line.number, was },
    );
  }
  const headNumber = head?.number ?? 0;
  if (headNumber > number) add({ chain: id, what: 'missing', number: number + 1, to: headNumber });
  if (headNumber < number) add({ chain: id, what: 'beyond-head', number: headNumber + 1, to: number });
  if (head?.number === number && !head.hash.equals(chain.hash)) add({ chain: id, what: 'head-differs', number });
  if (!chain.checkpointTold && chain.checkpoint !== undefined)
    add({ chain: id, what: 'checkpoint-unknown', number: chain.checkpoint.number });
  if (chain.checkpoint !== undefined) compareAnchor(chain, chain.checkpoint, add);
  for (const missing of chain.anchors.keys()) add({ chain: id, what: 'anchor-differs', number: missing });
}

/** The number under which a line was written, when it was written for another place of the chain. */
function placeOf(line: Suspect, suspects: readonly Suspect[]): number | undefined {
  const own = previousIn(line.content);
  const places = suspects.filter((other) => other !== line);
  const was = places.find(
    (other) =>
      fits(line, { number: other.number, previous: own, hash: line.hash }) ||
      fits(line, { number: other.number, previous: previousIn(other.content), hash: other.hash }),
  );
  if (was !== undefined) return was.number;
  return [line.number - 1, line.number + 1].find((number) => fits(line, { number, previous: own, hash: line.hash }));
}

const fits = (
  { content }: Suspect,
  { number, previous, hash }: { readonly number: number; readonly previous: Buffer; readonly hash: Buffer },
): boolean => digestOf(placedAt(content, number, previous)).equals(hash);

function lastOfEach(marks: readonly Mark[]): ReadonlyMap<string, Mark> {
  const last = new Map<string, Mark>();
  for (const mark of marks) if (mark.number >= (last.get(mark.chain)?.number ?? 0)) last.set(mark.chain, mark);
  return last;
}

/** Runs of lines with the same fault are one finding. */
function collector(): { readonly add: Add; readonly all: () => Pick<Report, 'findings' | 'found'> } {
  const findings: Finding[] = [];
  let found = 0;
  const add: Add = (finding) => {
    const last = findings.at(-1);
    if (last !== undefined && continues(last, finding)) {
      findings[findings.length - 1] = { ...last, to: finding.number };
      return;
    }
    found += 1;
    if (findings.length < MOST_FINDINGS) findings.push({ to: finding.number, ...finding });
  };
  const inOrder = (a: Finding, b: Finding): number => (a.chain === b.chain ? a.number - b.number : 0);
  return { add, all: () => ({ findings: findings.toSorted(inOrder), found }) };
}

function continues(last: Finding, next: Parameters<Add>[0]): boolean {
  const sameShift = (next.was ?? 0) - next.number === (last.was ?? 0) - last.number;
  return (
    last.chain === next.chain &&
    last.what === next.what &&
    last.to + 1 === next.number &&
    next.to === undefined &&
    (next.what === 'altered' || (next.what === 'moved' && sameShift))
  );
}
