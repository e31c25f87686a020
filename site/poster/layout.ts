// What stands on a poster and where: the line's name, its number as large as the sheet allows, its hours, who runs it.
// A number that is only our guess is never put on a wall.
import type { AccessPoint, Answer, Line } from '../../server/modules/directory/contract.ts';
import type { Region } from '../../server/modules/regions/contract.ts';
import type { LineView } from '../ports.ts';
import { placeName, type Reader } from '../reader.ts';
import { provenanceOf } from '../standing.ts';
import { fitting, footMarks, full, headMarks, left, paragraph, rule, textAt, widthAt } from './parts.ts';
import { type Mark, type Sheet, wrap } from './sheet.ts';

const mostSmaller = 3;
const mostOnRegionPoster = 5;
const rowHeight = 25;

/** The access points that may be printed. */
export function printable(points: readonly AccessPoint[]): readonly AccessPoint[] {
  return points.filter((point) => point.tel !== null || point.number !== null);
}

/** Whether a line gets a poster: it still runs, and has something that may be printed. */
export function hasPoster({ service, points }: LineView): boolean {
  const runs = service === 'in-service' || service === 'not-yet-open';
  return runs && printable(points.map(({ point }) => point)).length > 0;
}

/** The poster of one line; see `hasPoster`. */
export function linePoster(reader: Reader, { line, points }: LineView): Sheet {
  const { poster, line: words } = reader.words;
  const [best, ...others] = printable(points.map(({ point }) => point));
  const name = paragraph(78, line.name, { size: 10, strong: true, most: 3 });
  const number = best === undefined ? '' : numberWords(best);
  const size = fitting(number, 27, full);
  const bottom = name.next + 6 + size;
  const below = bottom + 16 + Math.min(others.length, mostSmaller) * 11;
  const hours = paragraph(below, line.hours === null ? '' : poster.hours(line.hours.raw), { size: 6.5, most: 2 });
  const run = line.hosts.length === 0 ? '' : `${words.hosts}  ${line.hosts.join('、')}`;
  return {
    title: line.name,
    lang: reader.words.tag,
    marks: [
      ...headMarks(reader),
      ...name.marks,
      textAt(left, bottom, number, { size, strong: true }),
      ...(best === undefined ? [] : [textAt(left, bottom + 9, besides(reader, best), { size: 5.5 })]),
      ...smallerNumbers(reader, bottom, others),
      ...hours.marks,
      ...paragraph(hours.next + 1, run, { size: 5, colour: 'soft', most: 2 }).marks,
      ...footMarks(reader, `/lines/${line.id}`, provenanceOf(reader, line)),
    ],
  };
}

function smallerNumbers(reader: Reader, y: number, points: readonly AccessPoint[]): readonly Mark[] {
  return points.slice(0, mostSmaller).flatMap((point, index) => {
    const number = numberWords(point);
    const size = fitting(number, 9, full * 0.6);
    const line = y + 22 + index * 11;
    const beside = left + widthAt(number, size) + 4;
    return [
      textAt(left, line, number, { size }),
      textAt(beside, line - 0.6, besides(reader, point), { size: 5, colour: 'soft' }),
    ];
  });
}

/** The poster of a region: up to five of its lines that anybody may use and that may be printed. */
export function regionPoster(reader: Reader, place: Region, answers: readonly Answer[]): Sheet {
  const name = reader.words.poster.regionTitle(placeName(reader, place));
  const title = paragraph(66, name, { size: 10, strong: true, most: 1 });
  const rows = onRegionPoster(answers).flatMap((row, index) => regionRow(reader, title.next + index * rowHeight, row));
  return {
    title: name,
    lang: reader.words.tag,
    marks: [...headMarks(reader), ...title.marks, ...rows, ...footMarks(reader, `/regions/${place.code}`, null)],
  };
}

type Row = { readonly line: Line; readonly point: AccessPoint };

/** What a region's poster shows; empty: there is no poster. */
export function onRegionPoster(answers: readonly Answer[]): readonly Row[] {
  const rows = answers.flatMap(({ line, accessPoints }) => {
    const [point] = printable(accessPoints.map(({ point }) => point));
    return point === undefined || !line.audience.everyone ? [] : [{ line, point }];
  });
  return rows.slice(0, mostOnRegionPoster);
}

/** Name and number, beside them the hours and how old all of it is; below them what to know before dialling. */
function regionRow(reader: Reader, y: number, { line, point }: Row): readonly Mark[] {
  const [name = ''] = wrap(line.name, full / 5);
  const number = numberWords(point);
  const hours = (point.hours ?? line.hours)?.raw ?? '';
  const beside = besides(reader, point);
  const from = provenanceOf(reader, line);
  return [
    textAt(left, y + 4.6, name, { size: 5, colour: 'soft' }),
    textAt(left, y + 14.6, number, { size: fitting(number, 10, full - 66), strong: true }),
    textAt(left + full - 62, y + 9.6, hours, { size: fitting(hours, 5, 62), colour: 'soft' }),
    textAt(left + full - 62, y + 14.6, from, { size: fitting(from, 3.4, 62), colour: 'soft' }),
    ...(beside === '' ? [] : [textAt(left, y + 20.6, beside, { size: fitting(beside, 4, full) })]),
    rule(y + 23.8, 0.2),
  ];
}

function numberWords(point: AccessPoint): string {
  return point.kind === 'qq' && !point.display.startsWith('QQ') ? `QQ ${point.display}` : point.display;
}

/** What stands beside a number: keys to press, and the note it was published with. */
function besides(reader: Reader, point: AccessPoint): string {
  const keys = point.menuKeys.length === 0 ? null : reader.words.point.menuKeys(point.menuKeys);
  return [keys, point.note].filter((part) => part !== null).join(reader.words.time.comma);
}
