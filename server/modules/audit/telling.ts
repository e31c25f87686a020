// What the verification found, in sentences that say where to look and what it means.
import { INSTALLATION } from './chain.ts';
import type { Removed } from './removal-store.ts';
import type { Confirmation } from './confirming-store.ts';
import type { Finding, Report } from './walking.ts';

type Say = (places: { readonly lines: string; readonly number: number; readonly was: number | undefined }) => {
  readonly zh: string;
  readonly en: string;
};

const sentences: Readonly<Record<Finding['what'], Say>> = {
  altered: ({ lines }) => ({ zh: `第 ${lines} 条被改动过`, en: `line ${lines} was altered` }),
  moved: ({ lines, number, was = number }) => ({
    zh: `第 ${lines} 条换过位置，原为第 ${was} 条${lines.includes('–') ? '起' : ''}`,
    en: `line ${lines} was moved; it was written as line ${was}${lines.includes('–') ? ' and following' : ''}`,
  }),
  unlinked: ({ number }) => ({
    zh: `第 ${number} 条接不上前一条：第 ${number - 1} 条被重写过，或在两条之间增删过`,
    en: `line ${number} does not follow the one before it: line ${number - 1} was written anew, or lines between them were put in or taken out`,
  }),
  missing: ({ lines }) => ({ zh: `第 ${lines} 条不见了`, en: `line ${lines} is missing` }),
  'beyond-head': ({ lines }) => ({
    zh: `第 ${lines} 条不是正常写入的`,
    en: `line ${lines} was not appended in the ordinary way`,
  }),
  'head-differs': ({ number }) => ({
    zh: `最后一条（第 ${number} 条）或其之前的各条被整段重写过`,
    en: `the last line (${number}) was written anew, perhaps with lines before it`,
  }),
  'checkpoint-unknown': ({ number }) => ({
    zh: `第 ${number} 条及之前的内容被清除，但留痕中没有对应的检查点`,
    en: `everything up to line ${number} was removed, but no line of the audit tells of that checkpoint`,
  }),
  'anchor-differs': ({ number }) => ({
    zh: `第 ${number} 条与另存的锚点不符：锚点之前的留痕被整段重写过`,
    en: `line ${number} is not the one in the anchor: the chain was rewritten as a whole up to there`,
  }),
};

/** How a chain is called: the organisation's id, or the installation. */
export function nameOfChain(chain: string): { readonly zh: string; readonly en: string } {
  return chain === INSTALLATION
    ? { zh: '本系统', en: 'the installation' }
    : { zh: `机构 ${chain}`, en: `organisation ${chain}` };
}

/** One line of text for each finding, Chinese and English. */
export function tellFinding(finding: Finding): string {
  const { chain, what, number, to, was } = finding;
  const { zh, en } = sentences[what]({ lines: number === to ? String(number) : `${number}–${to}`, number, was });
  const of = nameOfChain(chain);
  return `✗ ${of.zh}：${zh}。 · ${of.en}: ${en}.`;
}

/** The whole report as text, ending in a newline. */
export function tellReport(report: Report): string {
  const { chains, lines, findings, found, anchorsBehind } = report;
  const more = found - findings.length;
  const told = [
    ...findings.map(tellFinding),
    ...(more > 0 ? [`… 另有 ${more} 处。 · and ${more} more.`] : []),
    ...(anchorsBehind > 0
      ? [
          `有 ${anchorsBehind} 个锚点早于检查点，无法比对。 · ${anchorsBehind} anchors lie behind a checkpoint and could not be compared.`,
        ]
      : []),
    found === 0
      ? `✓ 核对了 ${chains} 条链、${lines} 条留痕，没有发现改动。 · ${lines} lines of ${chains} chains verified, nothing was changed.`
      : `核对了 ${chains} 条链、${lines} 条留痕，发现 ${found} 处问题。 · ${lines} lines of ${chains} chains verified, ${found} faults found.`,
  ];
  return `${told.join('\n')}\n`;
}

/** What became of a file that was to be confirmed, as text ending in a newline. */
export function tellConfirmation({ confirmed, digest, issued, lines, strange, report }: Confirmation): string {
  const at = issued?.at.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString({ fractionalSecondDigits: 0 });
  const told = [
    `SHA-256 ${digest}`,
    issued === null
      ? '✗ 本系统没有生成过这样的文件，或文件被改动过。 · No such file was made here, or it has been changed since.'
      : `✓ ${at} 由本系统生成，见${nameOfChain(issued.chain).zh}第 ${issued.number} 条。 · Made here at ${at}, line ${issued.number} of ${nameOfChain(issued.chain).en}.`,
    ...(strange.length > 0
      ? [`✗ 与操作留痕不符的行：${strange.join('、')}。 · Not in the audit as claimed: lines ${strange.join(', ')}.`]
      : lines > 0
        ? [`✓ ${lines} 行与操作留痕一致。 · ${lines} lines are in the audit as claimed.`]
        : []),
    ...(report === null ? [] : [tellReport(report).trimEnd()]),
    confirmed ? '属实。 · Confirmed.' : '不能证实。 · Not confirmed.',
  ];
  return `${told.join('\n')}\n`;
}

/** What was removed, as text ending in a newline. */
export function tellRemoved(removed: readonly Removed[]): string {
  if (removed.length === 0) return '没有可清除的留痕。 · There are no lines to remove.\n';
  return removed
    .map(({ chain, number, lines }) => {
      const { zh, en } = nameOfChain(chain);
      return `${zh}：清除 ${lines} 条，至第 ${number} 条。 · ${en}: ${lines} lines removed, up to line ${number}.\n`;
    })
    .join('');
}
