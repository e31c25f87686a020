// Chinese unless the caller says otherwise. A page's language stands in its address, so that a link keeps it;
// programs may also say it as browsers do.
import type { Lang } from './route.ts';

/** The language to answer in: `?lang=` first, then an address under `/en`; `accepted` is Accept-Language, where it counts. */
export function langOf(url: string, accepted?: string): Lang {
  const asked = /[?&]lang=(zh|en)(?:&|$)/.exec(url)?.[1];
  if (asked === 'zh' || asked === 'en') return asked;
  if (/^\/en(?:[/?]|$)/.test(url)) return 'en';
  return accepted === undefined ? 'zh' : preferred(accepted);
}

function preferred(accepted: string): Lang {
  let best: Lang = 'zh';
  let weight = 0;
  for (const wish of accepted.split(',', 20)) {
    const [, tag, q] = /^\s*(zh|en)\b[^;]*(?:;\s*q=([\d.]+))?/i.exec(wish) ?? [];
    const quality = q === undefined ? 1 : Number(q);
    if (tag === undefined || !(quality > weight)) continue;
    best = tag.toLowerCase() === 'en' ? 'en' : 'zh';
    weight = quality;
  }
  return best;
}
