// What a paper's sentences say about its own lines: whom they are for, who runs them, from when and for
// how long. Said once in the text, it holds for every line the paper opens, and for no other line it names.
import type { Cells, Field, PublishedRow } from '../published.ts';
import { findMentions } from './mentions.ts';
import { NUMBERING, type Paragraph } from './paragraphs.ts';
import { findServices, type FoundLine } from './services.ts';

type Facts = Partial<Record<Field, string>>;

/** Rows found in sentences, and what the paper says of every line of its own. */
export type ProseRows = { readonly rows: readonly PublishedRow[]; readonly own: Cells };

/** Reads the sentences of a paper. */
export function readProse(paragraphs: readonly Paragraph[]): ProseRows {
  const services = findServices(paragraphs);
  const taken = new Set(services.flatMap((service) => service.paragraphs));
  const found = findMentions(paragraphs, taken);
  const perLine = Map.groupBy(found, ({ line }) => line);
  const later = calledLater(paragraphs);
  const mentions = found.map((line) => {
    const alone = perLine.get(line.line)?.length === 1;
    const around = alone ? (paragraphs[line.paragraphs[0] ?? 0]?.text ?? '') : '';
    return withSentences(line, around, later);
  });
  const texts = paragraphs.map(({ text }) => text);
  const own = ownFacts(texts);
  const announced = { ...openingOf(texts), ...commissionedOf(texts) };
  const lines = [
    ...services.map((line) => ({ ...line, cells: { ...announced, ...line.cells } })),
    ...mentions,
  ].toSorted((a, b) => a.line - b.line);
  const rows = lines.map((line, index) => ({
    row: `prose-${index + 1}`,
    cells: line.own ? { ...own, ...line.cells } : line.cells,
    carried: null,
    repairs: [],
  }));
  return { rows, own };
}

/** Whether a heading says that what stands below it belongs to somebody else: 其他专业求助信息. */
export const isOfOthers = (heading: string): boolean => /其[他它]|另外/.test(heading);

/** A paper says such a thing a few times; a text that says it more often is no paper. */
const MOST_SAID = 12;

const clip = (text: string): string => text.trim().replace(/[。；，,]+$/, '');

function ownFacts(texts: readonly string[]): Cells {
  const sentences = texts.filter((text) => text.includes('。'));
  const audience = audienceOf(texts);
  const validity = firstMatch(sentences, ONLY_DURING) ?? firstMatch(sentences, DURING);
  return { ...(audience === '' ? {} : { audience }), ...(validity === undefined ? {} : { validity: clip(validity) }) };
}

const firstMatch = (texts: readonly string[], pattern: RegExp): string | undefined =>
  texts.map((text) => pattern.exec(text)?.[0]).find((found) => found !== undefined);

const ONLY_DURING = /只在[^，。；]{0,20}期间[^，。；]{0,20}/;
const DURING = /在?(?:疫情|抗疫)[^，。；]{0,6}期间(?=[^，。；]{0,12}(?:提供|开通|开放))[^，。；《》]{2,40}/;
const AUDIENCE_HEADING = /^(?:热线)?服务(?:对象|人群)\s*(?:[：:]\s*)?/;
const SERVING = /(?:面向|(?<![因称认作])为)([^，。；《》您]{2,60}?)(?:免费)?提供[^，。；]{0,30}(?:心理|咨询|援助)/;
const PERSON_SERVED = /^(?:求助|来电|您|其|各)/;

/** The paragraph under 服务对象, and 面向… / 为…提供心理…, one a line. */
function audienceOf(texts: readonly string[]): string {
  const said: string[] = [];
  for (const [at, text] of texts.entries()) {
    const bare = text.replace(NUMBERING, '');
    if (AUDIENCE_HEADING.test(bare)) {
      const behind = bare.replace(AUDIENCE_HEADING, '');
      said.unshift(clip(behind === '' ? (texts[at + 1] ?? '') : behind));
      continue;
    }
    const served = SERVING.exec(text)?.[1];
    if (served !== undefined && !PERSON_SERVED.test(served)) said.push(clip(served));
  }
  const whole = said.filter((one) => one !== '' && one.length <= 400).slice(0, MOST_SAID);
  return whole
    .filter((one, place) => !whole.some((other, at) => at !== place && contains(other, one, at < place)))
    .join('\n');
}

/** Whether one statement says no more than another; of two equal ones the first stays. */
const contains = (other: string, one: string, first: boolean): boolean =>
  other.includes(one) && (other !== one || first);

const OPENING = /(?:拟?于\s*)?(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]起?(?:正式)?开通/;
const COMMISSIONED = /委托([^，。；]{4,120}?)(?:遴选|组织|承担|负责|开展|开通|承办|建设)/;

function openingOf(texts: readonly string[]): Facts {
  const opened = texts.map((text) => OPENING.exec(text)?.[0]).find((found) => found !== undefined);
  return opened === undefined ? {} : { opened };
}

function commissionedOf(texts: readonly string[]): Facts {
  const hosts = texts.map((text) => COMMISSIONED.exec(text)?.[1]).find((found) => found !== undefined);
  return hosts === undefined ? {} : { hosts };
}

const CALLED_LATER = /(?:拨打|致电)([\u4e00-\u9fff（）()“”]{4,30}?(?:热线|专线))(?!\s*[：:\d])/;
const EACH_TIME = /每次[^，。；]{0,12}?\d{1,3}\s*(?:[-~－—至到]\s*\d{1,3}\s*)?分钟\s*(?:左右|以内)?/;
const SERVICE_HOURS = /(?:开放|服务|工作|接听|值班|咨询)时间(?:为|是|从|自|[：:])\s*([^。；]{4,80})/;
const FROM_DAY = /^从?((?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号])(?:起|开始)[，,]?/;

type Later = { readonly name: string; readonly text: string };

/** Lines that are named without a number: 可拨打郑州大学心理咨询服务热线. */
const calledLater = (paragraphs: readonly Paragraph[]): Later[] =>
  paragraphs
    .flatMap(({ text }) => {
      const name = CALLED_LATER.exec(text)?.[1];
      return name === undefined ? [] : [{ name, text }];
    })
    .slice(0, MOST_SAID);

/**
 * A paper often names its line again further down, by its host and without its number, to say when it
 * answers. That sentence belongs to the line whose host begins the name; so do the sentences around the number.
 */
function withSentences(found: FoundLine, around: string, named: readonly Later[]): FoundLine {
  const { hosts: host, name: short } = found.cells;
  const later = named.find(({ name }) => host !== undefined && name.startsWith(host));
  const names = short === undefined || later === undefined ? {} : { name: `${later.name}\n${short}` };
  return { ...found, cells: { ...saidAbout(around), ...found.cells, ...saidAbout(later?.text ?? ''), ...names } };
}

/** How long a session lasts, when a line answers and since when, as the sentences of one paragraph say. */
function saidAbout(text: string): Facts {
  const minutes = EACH_TIME.exec(text)?.[0];
  const said = SERVICE_HOURS.exec(text)?.[1] ?? '';
  const opened = FROM_DAY.exec(said);
  const hours = clip(said.replace(FROM_DAY, '').replace(EACH_TIME, ''));
  return {
    ...(minutes === undefined ? {} : { sessionMinutes: minutes }),
    ...(opened === null ? {} : { opened: clip(opened[0]) }),
    ...(hours === '' ? {} : { hours }),
  };
}
