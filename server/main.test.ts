import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { clockAt } from '#platform/clock.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { createLog } from '#platform/log.ts';
import { readFiles } from '#sources/index.ts';
import { until } from '#testing/until.ts';
import { saveInto } from './commands/import-saving.ts';
import { type Running, startService } from './main.ts';
import { Answer, Matching } from './modules/directory/contract.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-main-'));
const config: Config = {
  ...readConfig({ DATA_DIR: path.join(folder, 'data'), PORT: '0' }),
  clock: clockAt('2026-11-22T23:40'),
};
const logged: string[] = [];
let running: Running;

before(async () => {
  const log = createLog({ target: { write: (line) => logged.push(line) } });
  running = await startService(config, { log });
});
after(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const Fault = z.object({ error: z.object({ id: z.string(), message: z.object({ zh: z.string(), en: z.string() }) }) });
const LinePage = z.object({ total: z.int(), lines: z.array(Answer) });

async function matching(question: Readonly<Record<string, string>>): Promise<Matching> {
  const answer = await fetch(`${running.url}/api/match?${new URLSearchParams(question).toString()}`);
  assert.equal(answer.status, 200);
  return Matching.parse(await answer.json());
}

const page = async (address: string, init?: RequestInit): Promise<{ status: number; text: string }> => {
  const answer = await fetch(running.url + address, init);
  return { status: answer.status, text: await answer.text() };
};

test('a second server on the same data folder says so and stops', async () => {
  await assert.rejects(startService(config, { log: createLog({ level: 'silent' }) }), { name: 'CannotStart' });
});

test('at 23:40 in 大连 the first answer is the line of the city, with the doubt about its number said', async () => {
  const { answers, always, allDay } = await matching({ region: '大连' });
  const [first] = answers;
  assert.equal(first?.line.name, '大连市心理援助热线');
  assert.equal(first?.state, 'open');
  assert.equal(first?.accessPoints[0]?.point.tel, null);
  assert.equal(first?.accessPoints[0]?.point.suggestedTel, '041184689595');
  assert.ok(answers.slice(1, 4).every((answer) => answer.accessPoints[0]?.point.tel !== null));
  assert.deepEqual(always.map(({ tel }) => tel).slice(0, 2), ['12356', '110']);
  assert.ok(allDay !== null);
});

test('lines bound to the epidemic are offered in April 2020 and ended with it [S2-27]', async () => {
  const then = await matching({ region: '410000', at: '2020-04-15T10:00', channel: 'mail' });
  assert.ok(then.answers.some(({ line }) => line.validity.kind === 'event'));
  const now = await matching({ region: '410000', channel: 'mail', at: '2026-11-23T10:00' });
  assert.ok([...now.answers, ...now.later].every(({ line }) => line.validity.kind !== 'event'));
});

test('the form leads to a page of answers whose address does not tell what was asked', async () => {
  const sent = await fetch(`${running.url}/results`, {
    method: 'POST',
    body: new URLSearchParams({ region: '210200', audience: 'student' }),
    redirect: 'manual',
  });
  assert.equal(sent.status, 303);
  const location = sent.headers.get('location') ?? '';
  assert.doesNotMatch(decodeURIComponent(location), /210200|student|大连/);
  const { status, text } = await page(location);
  assert.equal(status, 200);
  assert.match(text, /大连市心理援助热线/);
  assert.match(text, /href="tel:041184689595"/);
});

test('every page, errors too, shows the crisis numbers and sets no cookie [S0-19, N-1]', async () => {
  const line = (await matching({})).answers[0]?.line.id ?? '';
  const addresses = [
    '/',
    '/en',
    '/results',
    '/search',
    `/lines/${line}`,
    '/regions',
    '/regions/210000',
    '/notices',
    '/about',
    '/offline',
  ];
  const faults = [
    '/lines/nobody',
    '/nowhere',
    '/regions/999999',
    '/results/forged',
    '/%E0%A4%A',
    `/?q=${'x'.repeat(9000)}`,
  ];
  for (const address of [...addresses, ...faults]) {
    const answer = await fetch(running.url + address);
    const text = await answer.text();
    assert.equal(answer.status < 400, addresses.includes(address), address);
    assert.ok(answer.status < 500, `${address} ${answer.status}`);
    for (const number of ['12356', '110', '120']) assert.match(text, new RegExp(`href="tel:${number}"`), address);
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.doesNotMatch(text, /\bat .*\.ts:\d+/);
  }
});

test('a script in any field is shown as text or refused', async () => {
  const evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
  for (const [address, fields] of [
    ['/search', { text: evil }],
    ['/results', { region: evil, audience: evil, channel: evil, urgency: evil }],
  ] as const) {
    const { status, text } = await page(address, { method: 'POST', body: new URLSearchParams(fields) });
    assert.ok(status === 200 || (status >= 400 && status < 500), `${address} ${status}`);
    assert.doesNotMatch(text, /<script>alert|<img src=x/);
  }
  const { status } = await page(`/api/lines?${new URLSearchParams({ q: evil }).toString()}`);
  assert.equal(status, 200);
});

test('bad questions to the API are told what is wrong, with the right status', async () => {
  const expected: Readonly<Record<string, number>> = {
    '/api/match?at=2026-02-30T10:00': 400,
    '/api/match?at=yesterday': 400,
    '/api/match?region=999999': 422,
    '/api/match?audience=cats': 400,
    '/api/lines?page=0': 400,
    '/api/lines?per_page=100000': 400,
    '/api/lines/no-such-line': 404,
    '/api/nothing': 404,
  };
  for (const [address, status] of Object.entries(expected)) {
    const answer = await fetch(running.url + address);
    const { error } = Fault.parse(await answer.json());
    assert.equal(answer.status, status, address);
    assert.ok(error.message.zh.length > 3 && error.message.en.length > 3, address);
  }
});

test('the address of the API leads to its description and to the data', async () => {
  const answer = await fetch(`${running.url}/api`);
  const { openapi, hsds } = z.object({ openapi: z.url(), hsds: z.url() }).parse(await answer.json());
  for (const address of [openapi, hsds]) {
    const followed = await fetch(running.url + new URL(address).pathname);
    assert.equal(followed.status, 200, address);
  }
});

test('the whole directory can be read page by page, and each line by itself', async () => {
  const ids: string[] = [];
  for (let number = 1; ; number += 1) {
    const answer = await fetch(`${running.url}/api/lines?per_page=50&page=${number}`);
    const { lines, total } = LinePage.parse(await answer.json());
    ids.push(...lines.map(({ line }) => line.id));
    if (lines.length === 0) {
      assert.equal(ids.length, total);
      break;
    }
  }
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length > 130);
  const one = await fetch(`${running.url}/api/lines/${ids[0]}`);
  assert.equal(Answer.parse(await one.json()).line.id, ids[0]);
});

test('a list imported by another process is shown at once', async () => {
  const list = path.join(folder, 'list.csv');
  writeFileSync(list, '热线名称,热线号码,热线所在地,热线工作时间\n新开的测试热线,0411-12345678,大连市,24小时\n');
  const read = await readFiles([list], { today: '2026-11-22' });
  assert.ok(read.ok);
  await saveInto(config, read.value);
  const found = async () => (await page('/api/lines?q=新开的测试热线')).text.includes('新开的测试热线');
  await until(found);
});

test('nothing that was asked is in the log', async () => {
  await page('/search', { method: 'POST', body: new URLSearchParams({ text: '植入的秘密' }) });
  await page('/api/lines?q=植入的秘密');
  const log = decodeURIComponent(logged.join(''));
  assert.ok(log.includes('"route":"/search"'));
  assert.doesNotMatch(log, /植入的秘密|210200|127\.0\.0\.1/);
});
