// Lines that a paper announces in its sections: a heading that names the service, then labels
// (热线电话号码, QQ 号, 开放时间) with what stands behind them, numbered or not.
import type { Field } from '../published.ts';
import { NUMBERING, type Paragraph } from './paragraphs.ts';

/** A line found in running text, with the text of its fields. `own`: the paper itself opens it. */
export type FoundLine = {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Field, string>>>;
  readonly own: boolean;
  /** The paragraphs that speak of it. */
  readonly paragraphs: readonly number[];
};

const ENUMERATED = /^(?:[（(]?\d{1,2}[)）、．]|\d{1,2}\.)\s*(?=[\d+（(])/;
const NUMBERS =
  /^([^：:，。；]{0,24}(?:热线|电话|号码|专线|手机))\s*[：:]\s*(?=(?:[（(]?\d{1,2}[)）、.．]\s*)?[\d+（(]{1,2}\d)/;
const QQ = /^([^：:，。；]{0,12}QQ\s*(?:群|账号|号)?\s*码?)\s*[：:]\s*(?=\d)/i;
const MAILBOX = /^([^：:，。；]{0,16}(?:邮箱|信箱|E-?mail))\s*[：:]\s*(?=[\w.+-]+@)/i;
const WECHAT = /^([^：:，。；]{0,8}(?:微信|公众号)[^：:，。；]{0,4})\s*[：:]\s*(?=\S{2})/;
const OPENING = /^(?:[^：:，。；]{0,6}(?:开放|服务|工作|接听|值班|咨询)时间)\s*[：:]\s*(.+)$/;
const MINUTES = /(?:每次[^，。；]{0,12}?)?\d{1,3}\s*(?:[-~－—至到]\s*\d{1,3}\s*)?分钟\s*(?:左右|以内)?/;
const NOT_A_LINE = /联系|传真|办公|举报|监督|投诉|秘书|报名|采购/;

/** Words that make a label, not a name: 心理服务热线电话号码. */
const GENERIC =
  /^(?:微信|公众|QQ|群|账号|号码?|邮箱|电子|信箱|e-?mail|心理|热线|咨询|服务|援助|求助|电话|号码|专线|手机|的|免费|及|[\s\d])*$/i;

type Label = { readonly field: Field; readonly label: string; readonly value: string };

/** Reads a paragraph as `label: value`; null when it is a sentence, or a contact of the office. */
export function readLabel(text: string): Label | null {
  const bare = text.replace(NUMBERING, '');
  const hours = OPENING.exec(bare);
  if (hours !== null) return { field: 'hours', label: '', value: hours[1] ?? '' };
  for (const [field, pattern] of [
    ['accessPoints', NUMBERS],
    ['qq', QQ],
    ['email', MAILBOX],
    ['wechat', WECHAT],
  ] as const) {
    const found = pattern.exec(bare);
    const label = found?.[1] ?? '';
    if (found === null || NOT_A_LINE.test(label) || /传真|联系人/.test(bare)) continue;
    return { field, label: label.trim(), value: bare.slice(found[0].length) };
  }
  return null;
}

type Draft = { line: number; label: string; cells: Map<Field, string>; paragraphs: number[]; last: Field | null };

/** Finds the lines that the sections of a text announce. */
export function findServices(paragraphs: readonly Paragraph[]): FoundLine[] {
  const drafts: Draft[] = [];
  let heading: { text: string; at: number } | null = null;
  let draft: Draft | null = null;
  for (const [at, { text, line }] of paragraphs.entries()) {
    const label = readLabel(text);
    if (label === null && ENUMERATED.test(text) && draft !== null && draft.last !== null) {
      append(draft, draft.last, text, at);
      continue;
    }
    if (label === null && NUMBERING.test(text)) {
      heading = { text, at };
      draft = null;
      continue;
    }
    if (label !== null && opensLine(label, draft, heading?.text ?? '') && startsAnother(draft, label)) {
      draft = {
        line,
        label: label.label,
        cells: new Map(),
        paragraphs: heading === null ? [] : [heading.at],
        last: null,
      };
      if (heading !== null) draft.cells.set('caption', heading.text);
      drafts.push(draft);
    }
    if (draft === null) continue;
    if (label !== null) append(draft, label.field, label.value, at);
    else draft.paragraphs.push(at);
  }
  return drafts.map((one) => finish(one, paragraphs));
}

/** Hours open no line; a mailbox only does under its own name or under a heading that names a service. */
const opensLine = (label: Label, draft: Draft | null, heading: string): boolean =>
  label.field !== 'hours' &&
  (draft !== null || label.field === 'accessPoints' || !GENERIC.test(label.label) || serviceName(heading) !== '');

/** A second label with a name of its own begins another line; 电话 after 邮箱 goes on with the same. */
const startsAnother = (draft: Draft | null, label: Label): boolean =>
  draft === null || (!GENERIC.test(label.label) && draft.cells.has(label.field));

function append(draft: Draft, field: Field, value: string, at: number): void {
  const before = draft.cells.get(field);
  draft.cells.set(field, before === undefined ? value.trim() : `${before}\n${value.trim()}`);
  draft.paragraphs.push(at);
  draft.last = field === 'hours' ? null : field;
}

function finish(draft: Draft, paragraphs: readonly Paragraph[]): FoundLine {
  const heading = draft.cells.get('caption');
  const name = GENERIC.test(draft.label) ? serviceName(heading ?? '') : draft.label.replace(/(?<=热线|专线)电话$/, '');
  const minutes = draft.paragraphs
    .map((at) => MINUTES.exec(paragraphs[at]?.text ?? '')?.[0])
    .find((found) => found !== undefined);
  draft.cells.delete('caption');
  const label = draft.label.replace(/号码$/, '');
  return {
    line: draft.line,
    own: true,
    paragraphs: draft.paragraphs,
    cells: {
      ...(name === '' ? { caption: label } : { name }),
      ...Object.fromEntries(draft.cells),
      ...(minutes === undefined ? {} : { sessionMinutes: minutes.trim() }),
    },
  };
}

/** （一）心理服务热线电话：该服务… → 心理服务热线. Empty when the heading names no service. */
function serviceName(heading: string): string {
  const named =
    heading
      .replace(NUMBERING, '')
      .split(/[：:，。；]/)[0]
      ?.trim() ?? '';
  const service = named.replace(/(?<=热线|专线)\s*(?:电话|号码)+$/, '');
  return /热线|专线|平台|信箱|咨询|援助/.test(service) && service.length <= 40 ? service : '';
}
