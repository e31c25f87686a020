// The directory as it stood on an earlier day, for `--now`: what had not been published by then is not shown. What
// several publications say of one line has been put together at the import and stays together.
import type { Line, Notice } from './contract.ts';

/** Lines that were published by a day (ISO), each with the publications of by then; undated ones are kept. */
export function linesAsOf(lines: readonly Line[], day: string): readonly Line[] {
  return lines.flatMap((line) => {
    const listings = line.listings.filter(({ date }) => date === null || date <= day);
    if (listings.length === 0 && line.listings.length > 0) return [];
    if (listings.length === line.listings.length) return [line];
    return [{ ...line, listings, confirmedOn: newest(listings) }];
  });
}

/** Publications of by then; undated ones are kept. */
export function noticesAsOf<Content extends { readonly notice: Notice }>(
  notices: readonly Content[],
  day: string,
): readonly Content[] {
  return notices.filter(({ notice }) => notice.date === null || notice.date <= day);
}

function newest(listings: Line['listings']): string | null {
  return listings.reduce<string | null>((latest, { date }) => {
    if (date === null) return latest;
    return latest === null || date > latest ? date : latest;
  }, null);
}
