// The second step and what it may lead to: three questions that may be skipped, the numbers for somebody in danger, the
// way for a child under fourteen, and the small sum where many come at once. What was filled in travels along as hidden
// fields, so that nothing has to be written twice.
import type { Answer, Line } from '../../server/modules/directory/contract.ts';
import { AgeBand, type Puzzle, type ShownText, TalkGroup, Topic } from '../../server/modules/chat/contract.ts';
import { type Html, html } from '#platform/html.ts';
import { scriptPath } from '../asset-files.ts';
import { attribute } from '../elements.ts';
import { page } from '../page.ts';
import { addressOf, type Reader, waysOn } from '../reader.ts';
import type { ComingForm } from './forms.ts';
import { callNow, hiddenFields, paragraphs } from './parts.ts';

/** What these pages are made from. */
export type AskView = {
  readonly line: Line;
  readonly given: Partial<ComingForm>;
  readonly ticket: Puzzle;
  readonly allDay: Answer | null;
  /** Somebody came with a return code of this line. */
  readonly again: boolean;
};

/** Groups whose members are grown up: their lines need not ask for the age. */
const grownUp = new Set(['teacher', 'parent', 'medical', 'police', 'frontline', 'volunteer']);

/** Whether a line must know if somebody is a child (PIPL 31): unless it is for grown-ups alone. */
export function asksAge({ audience }: Line): boolean {
  return audience.everyone || audience.groups.length === 0 || audience.groups.some((group) => !grownUp.has(group));
}

const frame = (reader: Reader, { line, allDay }: AskView, body: Html): Html =>
  page(reader, {
    title: reader.words.titles.site,
    path: `/chat/${line.id}`,
    body,
    allDay,
    script: scriptPath('coming'),
  });

const target = (reader: Reader, line: Line): `/${string}` => addressOf(reader.lang, `/chat/${line.id}/questions`);

/** The questions. `notice`: why the page is shown again. */
export function questionsPage(reader: Reader, view: AskView, notice: string | null = null): Html {
  const { ask } = reader.words.chat;
  const { line, given, ticket } = view;
  const body = html`<p class="step">${ask.step}</p>
    <h1>${ask.heading}</h1>
    ${notice === null ? '' : html`<p class="notice" role="status">${notice}</p>`}
    <p class="lead">${ask.why}</p>
    <form class="questions coming" method="post" action="${target(reader, line)}" autocomplete="off" ${puzzleOf(ticket)}>
      ${hiddenFields({ shown: given.shown, ticket: ticket.challenge })}
      <input type="hidden" name="answer" value="" />
      ${chips(ask.topic, { name: 'topic', labels: ask.topics, options: Topic.options, chosen: given.topic }, ask.unsaid)}
      ${chips(ask.group, { name: 'group', labels: ask.groups, options: TalkGroup.options, chosen: given.group }, ask.unsaid)}
      ${asksAge(line) ? ageQuestion(reader, given.age) : ''} ${ownWords(reader, given.words)}
      ${view.again ? check('wish', 'same', ask.wishSame, given.wish !== '') : ''}
      ${check('danger', 'ask', ask.danger, given.danger === 'ask')}
      <p class="submit"><button class="button wide" type="submit">${ask.go}</button></p>
    </form>`;
  return frame(reader, view, body);
}

/** What the script of the page works on; nothing when no puzzle is asked. */
function puzzleOf({ challenge, bits }: Puzzle): Html | null {
  return bits === 0 ? null : html` data-challenge="${challenge}" data-bits="${bits}"`;
}

type Chips = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: readonly string[];
  readonly chosen: string | undefined;
};

function chips(legend: string, { name, labels, options, chosen = '' }: Chips, unsaid: string, hint?: string): Html {
  const one = (value: string, label: string): Html =>
    html`<label class="choice"
      ><input type="radio" name="${name}" value="${value}" ${attribute('checked', value === chosen)} /><span
        >${label}</span
      ></label
    >`;
  return html`<fieldset class="question">
    <legend>${legend}</legend>
    ${hint === undefined ? '' : html`<p class="hint">${hint}</p>`}
    <div class="choices">${one('', unsaid)}${options.map((value) => one(value, labels[value] ?? value))}</div>
  </fieldset>`;
}

function ageQuestion(reader: Reader, chosen: string | undefined): Html {
  const { ask } = reader.words.chat;
  return chips(ask.age, { name: 'age', labels: ask.ages, options: AgeBand.options, chosen }, ask.unsaid, ask.ageWhy);
}

function ownWords(reader: Reader, words = ''): Html {
  const { ask } = reader.words.chat;
  return html`<p class="question">
    <label for="own-words">${ask.words}</label>
    <span class="hint" id="own-words-hint">${ask.wordsHint}</span>
    <textarea id="own-words" name="words" rows="3" maxlength="1000" aria-describedby="own-words-hint">
${words}</textarea
    >
  </p>`;
}

function check(name: string, value: string, label: string, checked: boolean): Html {
  return html`<p class="question">
    <label class="choice check"
      ><input type="checkbox" name="${name}" value="${value}" ${attribute('checked', checked)} /><span
        >${label}</span
      ></label
    >
  </p>`;
}

/** What was filled in, to travel along. */
function carried({ given, ticket }: AskView, more: Readonly<Record<string, string>> = {}): readonly Html[] {
  const { shown, topic, group, age, words, wish, danger, guardian } = given;
  const known = danger === 'ask' ? undefined : danger;
  return hiddenFields({
    shown,
    topic,
    group,
    age,
    words,
    wish,
    danger: known,
    guardian,
    ...more,
    ticket: ticket.challenge,
  });
}

const back = (
  reader: Reader,
  view: AskView,
  label: string,
): Html => html`<form method="post" action="${target(reader, view.line)}">
  ${carried(view, { again: 'ask' })}
  <button class="link-button" type="submit">${label}</button>
</form>`;

/** Numbers at once, and then, if they still would rather type, taken first (S0-12, S0-19). */
export function urgentPage(reader: Reader, view: AskView): Html {
  const { urgent } = reader.words.chat;
  const way = (danger: string, label: string): Html =>
    html`<button class="button quiet wide" type="submit" name="danger" value="${danger}">${label}</button>`;
  const body = html`<h1>${urgent.heading}</h1>
    <p class="lead">${urgent.lead}</p>
    ${callNow(reader, view.allDay)}
    <section>
      <h2>${urgent.still}</h2>
      <p>${urgent.stillLead}</p>
      <form class="coming ways" method="post" action="${target(reader, view.line)}" ${puzzleOf(view.ticket)}>
        ${carried(view)}<input type="hidden" name="answer" value="" />
        ${way('danger', urgent.danger)} ${way('high', urgent.high)}
      </form>
      ${back(reader, view, urgent.back)}
    </section>`;
  return frame(reader, view, body);
}

/** A child under fourteen: a guardian's word, an emergency, or a call, which asks for neither. */
export function guardianPage(reader: Reader, view: AskView, text: ShownText): Html {
  const { guardian } = reader.words.chat;
  const way = (ground: string, label: string): Html =>
    html`<button class="button quiet wide" type="submit" name="guardian" value="${ground}">${label}</button>`;
  const body = html`<h1>${guardian.heading}</h1>
    ${paragraphs(reader.lang === 'zh' ? text.zh : text.en)}
    <form class="coming ways" method="post" action="${target(reader, view.line)}" ${puzzleOf(view.ticket)}>
      ${carried(view)}<input type="hidden" name="answer" value="" />
      ${way('consent', guardian.consent)} ${way('emergency', guardian.emergency)}
    </form>
    <section>
      <h2>${guardian.neither}</h2>
      <p>${guardian.neitherMore}</p>
      ${callNow(reader, view.allDay, 'section')}
    </section>
    ${back(reader, view, guardian.back)}`;
  return frame(reader, view, body);
}

/** The small sum, which the script does and then goes on by itself; without scripts, when to try again. */
export function puzzlePage(reader: Reader, view: AskView, seconds: number): Html {
  const { puzzle } = reader.words.chat;
  const body = html`<div class="live-only puzzle">
      <h1>${puzzle.heading}</h1>
      <p class="lead">${puzzle.lead}</p>
      <form class="coming solving" method="post" action="${target(reader, view.line)}" ${puzzleOf(view.ticket)}>
        ${carried(view)}<input type="hidden" name="answer" value="" />
        <p role="status"><progress max="100" value="0" aria-label="${puzzle.busy}"></progress></p>
      </form>
    </div>
    <noscript>
      <h1>${puzzle.tooManyHeading}</h1>
      <p class="lead">${puzzle.none(Math.max(1, Math.ceil(seconds / 60)))}</p>
      ${callNow(reader, view.allDay)} ${back(reader, view, puzzle.retry)}
    </noscript>`;
  return frame(reader, view, body);
}

/** Far too many from one network: when to try again, and what to call meanwhile. */
export function tooManyPage(reader: Reader, view: AskView, seconds: number): Html {
  const { puzzle, know } = reader.words.chat;
  const body = html`<h1>${puzzle.tooManyHeading}</h1>
    <p class="lead">${puzzle.tooMany(Math.max(1, Math.ceil(seconds / 60)))}</p>
    ${callNow(reader, view.allDay)} ${back(reader, view, puzzle.retry)}
    ${waysOn(reader, [['/results', know.elsewhere]])}`;
  return frame(reader, view, body);
}
