// A notice saved from the web. Only what a reader of the page sees is read as text; what the page carries
// besides (addresses, comments, attributes) is kept apart, so that its digits can be accounted for.
import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parse } from 'parse5';
import { dayInChina } from './dates.ts';
import type { Layout, PlacedTable } from './text.ts';
import type { GridRow } from './table.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const FRONT_MATTER = /^\s*---\n([\s\S]{0,20000}?)\n---\s*(?:\n|$)/;
const LOOKS_LIKE_HTML = /<(?:!doctype\s+html|html|head|body|div|p|table|article|section)[\s>]/i;
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe']);
const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** Whether a text is a web page, with or without an account of itself between `---` lines before it. */
export function looksLikeHtml(text: string): boolean {
  return LOOKS_LIKE_HTML.test(text.replace(FRONT_MATTER, '').slice(0, 4000));
}

/** Takes a web page apart. Tables come out as tables, merged cells filled; script and style are left out. */
export function layoutOfHtml(text: string): Layout {
  const front = FRONT_MATTER.exec(text)?.[1] ?? '';
  const page = new Page(0);
  page.read(parse(front === '' ? text : text.replace(FRONT_MATTER, '')).childNodes);
  const title = frontValue(front, 'title') ?? page.title;
  const date = dayInChina(frontValue(front, 'date') ?? page.date ?? '');
  return {
    lines: page.lines,
    tables: page.tables,
    hidden: [...front.split('\n'), ...page.hidden],
    front: { ...(title === undefined ? {} : { title }), ...(date === null ? {} : { date }) },
  };
}

function frontValue(front: string, key: string): string | undefined {
  const line = front.split('\n').find((one) => one.startsWith(`${key}:`));
  const value = line
    ?.slice(key.length + 1)
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2');
  return value === '' ? undefined : value;
}

/** Tables within tables are layout; deeper than this they are read as text. */
const DEEPEST_TABLE = 3;

type Step = { readonly node: Node; readonly leave: boolean };

/** Walks the page with a stack of its own: pages nest as deep as they please, a call stack does not. */
class Page {
  readonly lines: string[] = [''];
  readonly tables: PlacedTable[] = [];
  readonly hidden: string[] = [];
  readonly #depth: number;
  title: string | undefined;
  date: string | undefined;

  constructor(depth: number) {
    this.#depth = depth;
  }

  read(nodes: readonly Node[]): void {
    const steps = stepsInto(nodes);
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      if (step.leave) this.#breakLine();
      else steps.push(...this.#enter(step.node));
    }
  }

  #enter(node: Node): Step[] {
    if (defaultTreeAdapter.isTextNode(node)) this.#say(node.value);
    if (defaultTreeAdapter.isCommentNode(node)) this.hidden.push(node.data);
    if (!defaultTreeAdapter.isElementNode(node)) return [];
    this.#note(node);
    if (node.tagName === 'title') this.title ??= textOf(node, this.#depth) || undefined;
    if (UNSEEN.has(node.tagName) || node.tagName === 'title') return [];
    if (node.tagName === 'table' && this.#table(node)) return [];
    if (!BLOCKS.has(node.tagName)) return stepsInto(node.childNodes);
    this.#breakLine();
    return [{ node, leave: true }, ...stepsInto(node.childNodes)];
  }

  #note(element: Element): void {
    for (const { name, value } of element.attrs) if (/\d{5}|@/.test(value)) this.hidden.push(`${name}="${value}"`);
    const named = attribute(element, 'name') ?? attribute(element, 'property') ?? '';
    if (element.tagName === 'meta' && /date|pub(?:lish|time)|pubdate/i.test(named))
      this.date ??= attribute(element, 'content');
  }

  #table(table: Element): boolean {
    const rows = elementsBelow(table, 'tr', 'table');
    const cells = rows.map((row) => elementsBelow(row, 'td th', 'table'));
    if (this.#depth > DEEPEST_TABLE || rows.length < 2 || cells.every((row) => row.length < 2)) return false;
    this.#breakLine();
    this.tables.push({ line: this.lines.length - 1, grid: gridOf(cells, this.#depth) });
    this.#breakLine();
    return true;
  }

  #say(text: string): void {
    const last = this.lines.length - 1;
    this.lines[last] = `${this.lines[last] ?? ''}${text.replaceAll(/\s+/g, ' ')}`;
  }

  #breakLine(): void {
    if (this.lines.at(-1) !== '') this.lines.push('');
  }
}

const stepsInto = (nodes: readonly Node[]): Step[] => nodes.toReversed().map((node) => ({ node, leave: false }));

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

/** A table within a cell is part of its text; what spans several of its cells is said once. */
function textOf(element: Element, depth: number): string {
  const inner = new Page(depth + 1);
  inner.read(element.childNodes);
  const nested = new Set(inner.tables.flatMap(({ grid }) => grid.flatMap(({ cells }) => cells)));
  return [...inner.lines, ...nested].join('\n').trim();
}

/** The rows of a table; a cell that spans rows stands in each of them, as it is meant. */
function gridOf(rows: readonly (readonly Element[])[], depth: number): GridRow[] {
  const spanning = new Map<number, { left: number; text: string }>();
  return rows.map((row) => {
    const cells: string[] = [];
    const fillSpans = () => {
      for (let span = spanning.get(cells.length); span !== undefined; span = spanning.get(cells.length)) {
        if (span.left === 1) spanning.delete(cells.length);
        else span.left -= 1;
        cells.push(span.text);
      }
    };
    for (const cell of row) {
      fillSpans();
      const text = textOf(cell, depth);
      const down = spanOf(cell, 'rowspan');
      if (down > 1) spanning.set(cells.length, { left: down - 1, text });
      cells.push(text, ...Array.from({ length: spanOf(cell, 'colspan') - 1 }, () => ''));
    }
    fillSpans();
    return { cells, afterGap: false };
  });
}

const WIDEST_SPAN = 60;

const spanOf = (cell: Element, name: string): number => {
  const span = Number.parseInt(attribute(cell, name) ?? '1', 10);
  return span > 1 ? Math.min(span, WIDEST_SPAN) : 1;
};

/** Elements of these names below one, in order, without those inside a nested `within`. */
function elementsBelow(root: Element, names: string, within: string): Element[] {
  const wanted = new Set(names.split(' '));
  const found: Element[] = [];
  const steps: Node[] = root.childNodes.toReversed();
  for (let node = steps.pop(); node !== undefined; node = steps.pop()) {
    if (!defaultTreeAdapter.isElementNode(node)) continue;
    if (wanted.has(node.tagName)) found.push(node);
    else if (node.tagName !== within) steps.push(...node.childNodes.toReversed());
  }
  return found;
}
