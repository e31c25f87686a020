// The little XML that a workbook is written in: elements, attributes, text. No document types and no
// outside references are ever followed, so nothing can be smuggled in through them.

/** What a reader of XML hears: an element begins (with its attributes), text, an element ends. */
export type XmlListener = {
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Resolves the five named entities and character numbers; what is neither stays as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|\w{2,4});/gi, (whole, hex?: string, decimal?: string) => {
    if (hex === undefined && decimal === undefined) return NAMED[whole.slice(1, -1)] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '';
  });
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML from front to back, once. Prefixes are left off names. Throws RangeError where a tag never ends or an
 * element stays open: a part that was cut off is not half read.
 */
export function readXml(xml: string, listener: XmlListener): void {
  let depth = 0;
  const counting: XmlListener = {
    open: (name, attribute) => {
      depth += 1;
      listener.open(name, attribute);
    },
    text: listener.text,
    close: (name) => {
      depth -= 1;
      listener.close(name);
    },
  };
  for (let at = 0; at < xml.length;) {
    const begin = xml.indexOf('<', at);
    if (begin < 0) break;
    if (begin > at) listener.text(unescapeXml(xml.slice(at, begin)));
    at = readMarkup(xml, begin, counting);
  }
  if (depth !== 0) throw new RangeError('XML: an element does not end');
}

function readMarkup(xml: string, begin: number, listener: XmlListener): number {
  if (xml.startsWith('<![CDATA[', begin)) {
    const end = endOf(xml, ']]>', begin);
    listener.text(xml.slice(begin + 9, end));
    return end + 3;
  }
  if (xml.startsWith('<!--', begin)) return endOf(xml, '-->', begin) + 3;
  if (xml.startsWith('<?', begin)) return endOf(xml, '?>', begin) + 2;
  const end = tagEnd(xml, begin);
  if (xml[begin + 1] === '/') listener.close(local(xml.slice(begin + 2, end).trim()));
  else if (xml[begin + 1] !== '!') readTag(xml.slice(begin + 1, end), listener);
  return end + 1;
}

function endOf(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  if (end < 0) throw new RangeError(`XML: ${mark} is missing`);
  return end;
}

/** The `>` that ends a tag; one inside quotation marks does not. */
function tagEnd(xml: string, begin: number): number {
  let quote = '';
  for (let at = begin; at < xml.length; at += 1) {
    const sign = xml[at] ?? '';
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  throw new RangeError('XML: a tag does not end');
}

function readTag(tag: string, listener: XmlListener): void {
  const empty = tag.endsWith('/');
  const name = local(/^[^\s/]+/.exec(tag)?.[0] ?? '');
  listener.open(name, (wanted) => attributeOf(tag, wanted));
  if (empty) listener.close(name);
}

function attributeOf(tag: string, wanted: string): string | undefined {
  for (const [, name = '', double, single] of tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (name === wanted || local(name) === wanted) return unescapeXml(double ?? single ?? '');
  }
  return undefined;
}
