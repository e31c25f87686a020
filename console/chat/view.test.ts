// How a conversation is laid out: what belongs together, what is told in between, and how far a message has come.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TalkKind, TalkLine } from '../../server/modules/contact/desk/state/contract.ts';
import { TalkKind as Kinds } from '../../server/modules/contact/desk/state/contract.ts';
import { PersonId } from '../../server/modules/identity/contract.ts';
import { emptyTalk, type Talk, withFate, withLines, withSending } from './talk.ts';
import { toldWords } from './told.ts';
import { itemsOf, snippetSought } from './view.ts';

const me = PersonId.parse('00000000-0000-4000-8000-000000000001');
const colleague = PersonId.parse('00000000-0000-4000-8000-000000000002');
const nobody = { delivered: 0, read: 0 };

type By = 'person' | 'me' | 'colleague';

const bare = { introduction: null, note: null, detail: {} };

const saidAt = (position: number, at: string, by: By): TalkLine => ({
  ...bare,
  position,
  at,
  kind: 'said',
  by: by === 'person' ? null : { id: by === 'me' ? me : colleague, name: by === 'me' ? '沈若云' : '周远' },
  said: {
    id: `id ${position}`,
    author: by === 'person' ? 'person' : by === 'me' ? 'counsellor' : 'supervisor',
    text: `${position}`,
  },
});

const happened = (position: number, at: string, kind: TalkKind): TalkLine => ({
  ...bare,
  position,
  at,
  kind,
  by: null,
  said: null,
});

const talkOf = (...lines: readonly TalkLine[]): Talk => withLines(emptyTalk, lines).talk;

/** Short: `day`, `told kind`, `side 1,2`. */
const layout = (talk: Talk, seen = nobody): string[] =>
  itemsOf(talk, { me, seen }).map((item) => {
    if (item.kind === 'day') return 'day';
    if (item.kind === 'told') return `told ${item.line.kind}`;
    return `${item.side} ${item.messages.map(({ key }) => key.replace('id ', '')).join(',')}`;
  });

const marks = (talk: Talk, seen: { delivered: number; read: number }): (string | null)[] =>
  itemsOf(talk, { me, seen }).flatMap((item) => (item.kind === 'words' ? item.messages.map(({ mark }) => mark) : []));

describe('words of one author', () => {
  test('stand together when little time lies between them', () => {
    const talk = talkOf(
      saidAt(1, '2026-11-22T15:40:00Z', 'person'),
      saidAt(2, '2026-11-22T15:44:00Z', 'person'),
      saidAt(3, '2026-11-22T15:50:00Z', 'person'),
      saidAt(4, '2026-11-22T15:50:10Z', 'me'),
      saidAt(5, '2026-11-22T15:50:20Z', 'colleague'),
    );
    assert.deepEqual(layout(talk), ['day', 'person 1,2', 'person 3', 'mine 4', 'colleague 5']);
  });

  test('begin anew after something happened, and on a new day in Shanghai', () => {
    const talk = talkOf(
      saidAt(1, '2026-11-22T15:59:00Z', 'person'),
      happened(2, '2026-11-22T15:59:10Z', 'risk-set'),
      saidAt(3, '2026-11-22T15:59:20Z', 'person'),
      saidAt(4, '2026-11-22T16:00:10Z', 'person'),
    );
    assert.deepEqual(layout(talk), ['day', 'person 1', 'told risk-set', 'person 3', 'day', 'person 4']);
  });

  test('are not parted by what says nothing to whoever talks', () => {
    const talk = talkOf(
      happened(1, '2026-11-22T15:40:00Z', 'queued'),
      saidAt(2, '2026-11-22T15:40:00Z', 'person'),
      happened(3, '2026-11-22T15:40:05Z', 'offered'),
      saidAt(4, '2026-11-22T15:40:10Z', 'person'),
    );
    assert.deepEqual(layout(talk), ['day', 'person 2,4']);
  });
});

test('what was recommended stands among the words, since the person reads it so [S3-40]', () => {
  const by = { id: me, name: '沈若云' };
  const recommended = { ...happened(2, '2026-11-22T15:40:20Z', 'recommended'), by, note: '河东大学心理热线\n12356' };
  const talk = talkOf(saidAt(1, '2026-11-22T15:40:00Z', 'me'), recommended);
  const [, words] = itemsOf(talk, { me, seen: { delivered: 2, read: 2 } });
  assert.ok(words?.kind === 'words');
  assert.deepEqual(
    words.messages.map(({ text, recommended: so, mark }) => [text, so, mark]),
    [
      ['1', false, null],
      ['河东大学心理热线\n12356', true, 'read'],
    ],
  );
});

describe('a mark', () => {
  const talk = talkOf(
    saidAt(1, '2026-11-22T15:40:00Z', 'me'),
    saidAt(2, '2026-11-22T15:40:10Z', 'me'),
    saidAt(3, '2026-11-22T15:40:20Z', 'me'),
    saidAt(4, '2026-11-22T15:40:30Z', 'person'),
    saidAt(5, '2026-11-22T15:40:40Z', 'me'),
  );

  test('stands only under the last message that has come so far', () => {
    assert.deepEqual(marks(talk, { delivered: 3, read: 2 }), [null, 'read', 'delivered', null, 'sent']);
    assert.deepEqual(marks(talk, { delivered: 5, read: 5 }), [null, null, null, null, 'read']);
    assert.deepEqual(marks(talk, nobody), [null, null, null, null, 'sent']);
  });

  test('says of a message on its way how it fares', () => {
    const at = Date.parse('2026-11-22T15:40:45Z');
    const sending = withSending(talk, { id: 'a', text: '在', at });
    assert.deepEqual(marks(sending, { delivered: 5, read: 5 }).slice(-2), ['read', 'sending']);
    assert.deepEqual(marks(withFate(sending, 'a', 'waiting'), nobody).slice(-2), ['sent', 'waiting']);
    assert.deepEqual(marks(withFate(sending, 'a', 'taken'), nobody).slice(-2), [null, 'sent']);
  });
});

describe('what happened', () => {
  test('is said in both languages, each of what is told at all', () => {
    const untold = new Set(['queued', 'offered', 'declined', 'offer-expired', 'said', 'recommended']);
    for (const kind of Kinds.options)
      for (const lang of ['zh', 'en'] as const) {
        const words = toldWords(happened(1, '2026-11-22T15:40:00Z', kind), lang);
        assert.equal(words === null || words === '', untold.has(kind), kind);
      }
  });
});

describe('a phrase', () => {
  test('is looked for after a slash at the beginning, and nowhere else', () => {
    assert.deepEqual(['/', '/开场', '/kc', '我 / 你', '你好/', '/第一行\n第二行', ''].map(snippetSought), [
      '',
      '开场',
      'kc',
      null,
      null,
      null,
      null,
    ]);
  });
});
