// How long a session lasts, since when a line is open, and until when it said it would be. Periods bound to
// the epidemic are bound to an event; a promise of "three months and more" is counted from the day it was
// published, and that this was done is said.
import type { Flag, ReadLine, SessionMinutes, Validity } from '../contract.ts';
import { firstSuchDay, isoDate, lastDayOfMonth } from '../reading/dates.ts';
import { chineseCount } from '../reading/imprint.ts';

/** A happening that lines are bound to: days are ISO, `ends` null while it lasts. */
export type KnownEvent = {
  readonly id: string;
  readonly zh: string;
  readonly begins: string;
  readonly ends: string | null;
};

/** What terms are counted from. `today` is the ISO day, in China, on which the list is read. */
export type Calendar = {
  readonly events: readonly KnownEvent[];
  readonly published: string | null;
  readonly today: string;
};

/** Reads 10-30分钟, 30 分钟左右, 视具体情况而定, 每次原则上为30-60分钟. Null for an empty cell. */
export function readSessionMinutes(raw: string): { readonly minutes: SessionMinutes; readonly flags: readonly Flag[] } {
  const text = raw.normalize('NFKC');
  const figures = /(\d{1,3})\s*(?:分钟)?\s*(?:[-~－—–至到]\s*(\d{1,3}))?\s*(分钟|小时|min|$)/.exec(text);
  if (figures !== null && /分钟|小时|min|^\s*\d/.test(text)) {
    const unit = figures[3] === '小时' ? 60 : 1;
    const max = Number(figures[2] ?? figures[1]) * unit;
    const atMost = figures[2] === undefined && /不超过|以内|最多|至多|限时?/.test(text);
    const approximate = /左右|大约|约/.test(text);
    const minutes = {
      raw,
      ...(atMost ? {} : { min: Number(figures[1]) * unit }),
      max,
      ...(approximate ? { approximate } : {}),
    };
    return { minutes, flags: [] };
  }
  if (/情况|而定|不限|需要|不等/.test(text)) return { minutes: { raw, depends: true }, flags: [] };
  return {
    minutes: { raw },
    flags: [{ code: 'field-unread', field: 'sessionMinutes', raw, why: '看不出每次服务多长时间' }],
  };
}

/** Reads an opening date. A date without a year is taken as the first such day after publication, or in the event. */
export function readOpened(
  raw: string,
  { events, published }: Calendar,
): { readonly opened?: ReadLine['opened']; readonly flags: readonly Flag[] } {
  const date = isoDate(raw);
  if (date !== null) return { opened: { raw, date }, flags: [] };
  const month = lastDayOfMonth(raw);
  if (month !== null) {
    const first = `${month.slice(0, 8)}01`;
    return { opened: { raw, date: first }, flags: [assumption('opened', raw, first, '只写到月份，按当月一日计')] };
  }
  const begin = published ?? onlyEvent(events)?.begins;
  const guessed = begin === undefined ? null : firstSuchDay(raw, begin);
  if (guessed === null) return { flags: [{ code: 'field-unread', field: 'opened', raw, why: '看不出开通日期' }] };
  const since = published === null ? `疫情开始（${begin}）` : `发文（${published}）`;
  return {
    opened: { raw, date: guessed },
    flags: [assumption('opened', raw, guessed, `原文没有写年份，按${since}之后的第一个这一天计`)],
  };
}

const assumption = (field: string, raw: string, suggestion: string, why: string): Flag => ({
  code: 'assumption',
  field,
  raw,
  suggestion,
  why,
});

type Term = { readonly validity: Validity; readonly flags: readonly Flag[] };

/**
 * Reads how long a line runs: 长期有效, 疫情期间有效, 2020年12月, 将继续工作三个月以上.
 * Says `expired` when that lies before today.
 */
export function readValidity(raw: string, calendar: Calendar): Term {
  const term = termOf(raw, calendar);
  const until = term.validity.until ?? endOfEvent(term.validity.event, calendar.events);
  if (until === null || until >= calendar.today) return term;
  const why =
    term.validity.kind === 'event'
      ? `所属的事件已于 ${until} 结束`
      : `公布的期限到 ${until}，已经过去；请向主办机构确认是否仍在服务`;
  return { ...term, flags: [...term.flags, { code: 'expired', field: 'validity', raw, why }] };
}

function termOf(raw: string, calendar: Calendar): Term {
  const text = raw.normalize('NFKC').trim();
  if (text === '') return { validity: { raw, kind: 'unstated' }, flags: [] };
  if (/长期|永久|常年|long[- ]?term|permanent/i.test(text)) return { validity: { raw, kind: 'long-term' }, flags: [] };
  const months = monthsPromised(text);
  if (months !== null) return atLeast(raw, months, calendar);
  if (/期间|疫情结束|during/i.test(text)) return eventTerm(raw, calendar);
  const until = isoDate(text) ?? lastDayOfMonth(text);
  if (until !== null) return { validity: { raw, kind: 'until', until }, flags: [] };
  return {
    validity: { raw, kind: 'unstated' },
    flags: [{ code: 'field-unread', field: 'validity', raw, why: '看不出有效期' }],
  };
}

/** 三个月 → 3, 半年 → 6, 一年 → 12; null where no such span is promised. */
function monthsPromised(text: string): number | null {
  if (!/继续|以上|至少|不少于/.test(text)) return null;
  if (text.includes('半年')) return 6;
  const found = /([一二两三四五六七八九十]{1,3}|\d{1,3})\s*(个月|年)/.exec(text);
  const count = found === null ? 0 : chineseCount(found[1] ?? '');
  return count === 0 ? null : count * (found?.[2] === '年' ? 12 : 1);
}

function atLeast(raw: string, months: number, { published }: Calendar): Term {
  if (published === null) {
    const why = '写了继续多久，但没有发布日期可以起算';
    return { validity: { raw, kind: 'at-least' }, flags: [{ code: 'assumption', field: 'validity', raw, why }] };
  }
  const until = Temporal.PlainDate.from(published).add({ months }).toString();
  const why = `从发布日 ${published} 起算 ${months} 个月；原文没有写从哪天算起，之后也可能仍在服务`;
  return { validity: { raw, kind: 'at-least', until }, flags: [assumption('validity', raw, until, why)] };
}

/** A term bound to the event that the publication falls into. */
export function eventTerm(raw: string, { events, published }: Calendar): Term {
  const running = events.filter(
    ({ begins, ends }) => published === null || (begins <= published && (ends === null || published <= ends)),
  );
  const event = onlyEvent(running);
  if (event !== undefined) return { validity: { raw, kind: 'event', event: event.id }, flags: [] };
  const why = '写了“期间”，但不知道指的是哪一次事件';
  return { validity: { raw, kind: 'event' }, flags: [{ code: 'assumption', field: 'validity', raw, why }] };
}

const onlyEvent = (events: readonly KnownEvent[]): KnownEvent | undefined =>
  events.length === 1 ? events[0] : undefined;

const endOfEvent = (id: string | undefined, events: readonly KnownEvent[]): string | null =>
  events.find((event) => event.id === id)?.ends ?? null;
