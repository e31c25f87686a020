// The sheet as SVG: one file with nothing outside it, text as text, so that it can be searched, read aloud and edited.
import { type Html, html } from '#platform/html.ts';
import { colours, type Mark, type Sheet, sheetHeight, sheetWidth } from './sheet.ts';

const family = "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif";
const latin = "Helvetica,Arial,'Liberation Sans',";

/** The drawing; `title` is what it is called when it is read aloud. */
export function sheetSvg(sheet: Sheet): Html {
  return html`<svg
    class="sheet"
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${sheetWidth} ${sheetHeight}"
    width="${sheetWidth}mm"
    height="${sheetHeight}mm"
    role="img"
    lang="${sheet.lang}"
    font-family="${latin + family}"
  >
    <title>${sheet.title}</title>
    <rect width="${sheetWidth}" height="${sheetHeight}" fill="${colours.paper}" />
    ${sheet.marks.map((mark) => markSvg(mark))}
  </svg>`;
}

function markSvg(mark: Mark): Html {
  const fill = colours[mark.colour];
  if (mark.kind === 'text') {
    const place = html` x="${short(mark.x)}" y="${short(mark.y)}"`;
    const face = html` font-size="${short(mark.size)}" font-weight="${mark.strong ? 600 : 400}" fill="${fill}"`;
    return html`<text${place}${face}>${mark.text}</text>`;
  }
  if (mark.kind === 'shape') {
    const points = mark.points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
    return html`<polygon points="${points}" fill="${fill}" />`;
  }
  const path = mark.boxes
    .map(([x, y, w, h]) => `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`)
    .join('');
  return html`<path d="${path}" fill="${fill}" />`;
}

/** At most a hundredth of a millimetre. */
function short(millimetres: number): string {
  return String(Math.round(millimetres * 100) / 100);
}
