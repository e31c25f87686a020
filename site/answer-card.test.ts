import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fixtureNow, fixturePorts, fixtureSettings } from '#testing/site-fixtures.ts';
import { RegionCode } from '../server/modules/regions/contract.ts';
import type { Answer } from '../server/modules/directory/contract.ts';
import { answerRow, foldedRows } from './answer-card.ts';
import { readerOf } from './reader.ts';
import { regionPage } from './regions-page.ts';

const reader = readerOf({ ports: fixturePorts, settings: fixtureSettings }, 'zh', fixtureNow);
const linesIn = (code: string) =>
  fixturePorts.linesIn(RegionCode.parse(code), fixtureNow) ?? assert.fail(`no region ${code}`);
const rowIn = (code: string): Answer => linesIn(code).inService[0] ?? assert.fail(`no line in ${code}`);

suite('one line of a longer list', () => {
  test('has neither number nor keys nor a date to trust where the line is not in service', () => {
    const row = answerRow(reader, { ...rowIn('150000'), service: 'expired' }).toString();
    assert.doesNotMatch(row, /tel:|接通后按|公布，此后/);
  });

  test('tells the keys to press directly below the number, folded away or not', () => {
    const answer = rowIn('150000');
    for (const part of [answerRow(reader, answer), foldedRows(reader, '还有 1 条', [answer])])
      assert.match(
        `${part?.toString()}`,
        /href="tel:047112320">0471-12320<\/a>\s*<ul class="notes">\s*<li><strong>接通后按 5</,
      );
  });

  test('tells the note that a number was published with', () => {
    assert.match(
      answerRow(reader, rowIn('110000')).toString(),
      /010-8295 1332<\/a>\s*<ul class="notes">\s*<li>手机用户拨打</,
    );
  });

  test('says when it was published or verified, as a card does', () => {
    assert.match(answerRow(reader, rowIn('440100')).toString(), /2020年5月27日 公布，此后没有人核实过/);
    assert.match(answerRow(reader, rowIn('420100')).toString(), /2026年11月3日 有人核实过/);
  });
});

test('the page of a place tells keys and dates of its own lines and of those that serve the whole country', () => {
  const { region: place, ...lines } = linesIn('150000');
  const view = { place, lines, cities: [], national: [rowIn('440100')], allDay: null };
  const page = regionPage(reader, view).toString();
  assert.match(page, /接通后按 5/);
  assert.equal(page.match(/2020年5月27日 公布，此后没有人核实过/g)?.length, 2);
});
