// A stream is cut wherever the network likes; what is read must not depend on where.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventParser, type StreamEvent } from './event-parser.ts';

const text =
  'retry: 1200\n\nid: 7\nevent: desk\ndata: {"now":1}\n\n:\n\nid: 8\nevent: line\ndata: 你好\ndata: 在吗\n\n';
const whole: readonly StreamEvent[] = [
  { id: '7', event: 'desk', data: '{"now":1}' },
  { id: '8', event: 'line', data: '你好\n在吗' },
];

test('an event is read the same wherever the stream was cut', () => {
  for (let at = 0; at <= text.length; at += 1) {
    const parse = createEventParser();
    assert.deepEqual([...parse(text.slice(0, at)), ...parse(text.slice(at))], whole, `cut at ${at}`);
  }
});

test('an event that has not ended yet is not told', () => {
  const parse = createEventParser();
  assert.deepEqual(parse('event: desk\ndata: {"now'), []);
  assert.deepEqual(parse('":1}\n'), []);
  assert.deepEqual(parse('\n'), [{ id: null, event: 'desk', data: '{"now":1}' }]);
});

test('heartbeats and waiting times are no events', () => {
  assert.deepEqual(createEventParser()('retry: 3000\n\n:\n\n: still here\n\n'), []);
});

test('lines that end as other programs end them are read too', () => {
  assert.deepEqual(createEventParser()('id:3\r\ndata:a\r\n\r\n'), [{ id: '3', event: 'message', data: 'a' }]);
});
