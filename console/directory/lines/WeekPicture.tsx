// The coming week as a picture: a row a day, midnight to midnight. Every row says in words what its rectangles show, for
// those who do not see them.
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useLang } from '../../kit/preferences.ts';
import { dayWords, momentWords } from '../../kit/telling-time.ts';
import { useWords } from '../../kit/words.ts';
import { bandWords, dayMinutes, type Day, type Part, shanghaiNow, slotsOf } from './week-view.ts';
import { lineWords } from './words.ts';

type WeekPictureProps = { readonly part: Part };

export function WeekPicture({ part }: WeekPictureProps): ReactNode {
  const { hours: words } = useWords(lineWords);
  const lang = useLang();
  const now = useNow();
  const open = part.now.state === 'open';
  const holiday = part.week.some(({ day }) => day === 'public-holiday');
  const unknown = part.week.some(({ bands }) => bands === null);
  return (
    <figure className="week">
      <figcaption>
        <span>{part.scope === null ? words.week : words.weekOf(part.scope)}</span>
        <span className={open ? 'week-now lit' : 'week-now'}>{nowWords(part, words, lang)}</span>
      </figcaption>
      <div className="week-grid" role="list">
        <div className="week-hours" aria-hidden="true">
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
        {part.week.map((day) => (
          <DayRow key={day.date} day={day} now={now} open={open} />
        ))}
      </div>
      <p className="week-legend" aria-hidden="true">
        <span className="legend-open">{words.legendOpen}</span>
        {open ? <span className="legend-lit">{words.legendNow}</span> : null}
        {holiday ? <span className="legend-holiday">{words.legendHoliday}</span> : null}
        {unknown ? <span className="legend-unknown">{words.legendUnknown}</span> : null}
      </p>
    </figure>
  );
}

type DayRowProps = { readonly day: Day; readonly now: ReturnType<typeof shanghaiNow>; readonly open: boolean };

function DayRow({ day, now, open }: DayRowProps): ReactNode {
  const { hours: words } = useWords(lineWords);
  const lang = useLang();
  const id = useId();
  const slots = slotsOf(day, now, open);
  const today = day.date === now.date;
  const said = bandWords(day.bands, {
    all: words.allDay,
    none: words.closedDay,
    unknown: words.unknownDay,
    comma: lang === 'zh' ? '、' : ', ',
  });
  const mark = words.marks[day.day];
  return (
    <div role="listitem" className="week-day" data-day={day.day}>
      <span className="week-label">
        {dayWords(lang, day.date).replace(/^(\d+)月(\d+)日/, '$1/$2')}
        {mark === '' ? null : (
          <span className="week-mark" title={words.kinds[day.day]} aria-hidden="true">
            {mark}
          </span>
        )}
      </span>
      <span className="unseen">
        {today ? `${words.today} ` : ''}
        {words.kinds[day.day]} {said}
      </span>
      <svg
        role="presentation"
        viewBox={`0 0 ${dayMinutes} 24`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <defs>
          <pattern id={`${id}-hatch`} width="24" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 0h24" className="week-hatch" />
          </pattern>
        </defs>
        <rect className="week-ground" width={dayMinutes} height="24" />
        {slots === null ? <rect width={dayMinutes} height="24" fill={`url(#${id}-hatch)`} /> : null}
        {[6, 12, 18].map((hour) => (
          <path key={hour} className="week-rule" d={`M${hour * 60} 0v24`} />
        ))}
        {(slots ?? []).map(({ from, to, lit }) => (
          <rect
            key={from}
            className={lit ? 'week-band lit' : 'week-band'}
            x={from}
            y="4"
            width={to - from}
            height="16"
          />
        ))}
        {today ? <path className="week-line" d={`M${now.minute} 0v24`} /> : null}
      </svg>
    </div>
  );
}

type HoursWords = typeof lineWords.zh.hours;

function nowWords({ now }: Part, words: HoursWords, lang: 'zh' | 'en'): string {
  const at = now.nextChange === null ? null : momentWords(lang, now.nextChange);
  if (now.state === 'unknown') return words.unknownNow;
  if (now.state === 'open') return at === null ? words.openAlways : words.openNow(at);
  return at === null ? words.closedLong : words.closedNow(at);
}

/** The moment, anew every half minute. */
function useNow(): ReturnType<typeof shanghaiNow> {
  const [now, setNow] = useState(() => shanghaiNow(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setNow(shanghaiNow(new Date())), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
