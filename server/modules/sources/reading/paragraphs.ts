// Published text is cut where the page was narrow, not where a sentence ends. Before a sentence can be read
// it has to be whole again.

/** A paragraph and the number of the line it begins on. */
export type Paragraph = { readonly text: string; readonly line: number };

/** Begins a numbered heading or item: 一、 (二) 3. 4、 第五条 */
export const NUMBERING =
  /^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:[、．]|\.(?!\d))|第[一二三四五六七八九十]{1,3}[章节条])\s*/;

const BEGINS_ANEW = new RegExp(`${NUMBERING.source}|^[^，。；：:]{1,14}[：:]|^[→●■◆·*\\-—]|^附\\s*件|^[（(]`);
const ENDS = /[。！？；：:;!?”"）)》…]$/;
const LONGEST = 5000;
const RUNS_ON = /[，。、；]/;

const LOST_CHARACTER = '\ufffd';

/** A line without blanks of any width at its ends, nor the signs that stand for a character lost on the way. */
export function trimmed(line: string): string {
  let text = line.trim();
  while (text.startsWith(LOST_CHARACTER)) text = text.slice(1).trimStart();
  while (text.endsWith(LOST_CHARACTER)) text = text.slice(0, -1).trimEnd();
  return text;
}

/** Takes out the blanks that a narrow page left between two Chinese characters. */
export const closed = (text: string): string =>
  text.replaceAll(/(?<=[\u3400-\u9fff、，。《》（）“”])\s+(?=[\u3400-\u9fff、，。《》（）“”])/g, '');

/** Joins the lines of a text into paragraphs. A line goes on in the next one when it stops inside a sentence. */
export function paragraphsOf(lines: readonly string[]): Paragraph[] {
  const paragraphs: { text: string; line: number }[] = [];
  for (const [line, raw] of lines.entries()) {
    const text = trimmed(raw);
    if (text === '') continue;
    const last = paragraphs.at(-1);
    if (last !== undefined && last.text.length < LONGEST && runsOn(last.text) && !BEGINS_ANEW.test(text))
      last.text += text;
    else paragraphs.push({ text, line });
  }
  return paragraphs;
}

const runsOn = (text: string): boolean => !ENDS.test(text) && RUNS_ON.test(text.replace(NUMBERING, ''));
