// Beside the column of hotline numbers a list often has one of faxes, one of offices, one of the person in
// charge. Their headings say 电话 and 号码 as well; whoever dials them in distress reaches a machine, or
// somebody who cannot help. So a heading is asked what its numbers are for before its column is read.

type Other = {
  readonly said: RegExp;
  /** Words by which the rest of the heading names a number for callers as well. */
  readonly besides: RegExp;
};

const ANY_NUMBER = /电话|号码|热线|专线|手机|座机|phone|tel|mobile|number|hotline|helpline/;
const FOR_CALLERS = /热线|专线|援助|求助|咨询|hotline|helpline/;

/** Faxes, complaints, offices and persons. 传真电话 is a fax; 电话传真 is a telephone too. */
const OTHERS: readonly Other[] = [
  { said: /(?:传真|(?:tele)?fax)(?:电话|号码|机|number|no|s)*/, besides: ANY_NUMBER },
  { said: /(?<!咨询|求助)(?:监督|投诉|举报|complaint)/, besides: FOR_CALLERS },
  {
    said: /办公(?!地|时)|(?:联系|联络|负责|责任)人|联络员|秘书|office(?!hour|address)|contact(?:person|name)|incharge|secretar|coordinator/,
    besides: FOR_CALLERS,
  },
];

const BETWEEN_PARTS = /[/、,;&+|\n]/;
const LONGEST_HEADING = 60;

/**
 * Whether the numbers under a heading are certainly none to seek help at. A heading that names a number for
 * callers as well (电话/传真, 热线电话/办公电话) is no such heading: to lose a number that helps would be worse.
 */
export function headsOtherNumbers(heading: string): boolean {
  if (heading.length > LONGEST_HEADING) return false;
  const parts = heading
    .normalize('NFKC')
    .toLowerCase()
    .split(BETWEEN_PARTS)
    .map((part) => part.replaceAll(/[^\p{L}\p{N}]/gu, ''));
  const at = parts.findIndex((part) => otherIn(part) !== null);
  const other = otherIn(parts[at] ?? '');
  if (other === null || parts.slice(0, at).some((part) => ANY_NUMBER.test(part))) return false;
  return !parts.slice(at + 1).some((part) => otherIn(part) === null && other.besides.test(part));
}

/** 热线负责人电话 is the number of a person; 负责人及热线电话 is a person and a hotline. */
function otherIn(part: string): Other | null {
  for (const other of OTHERS) {
    const said = other.said.exec(part);
    if (said === null) continue;
    const after = part.slice(said.index + said[0].length);
    const before = other.besides === ANY_NUMBER ? part.slice(0, said.index) : '';
    if (!other.besides.test(before) && !other.besides.test(after)) return other;
  }
  return null;
}
