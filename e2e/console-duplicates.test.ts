// Two entries of one line become one at a curator's desk, in a real browser on the lists as published, and two again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type DirectoryDesk, startDirectoryDesk } from '#testing/directory-desk.ts';
import { until } from '#testing/until.ts';
import { Answer } from '../server/modules/directory/contract.ts';

let browser: Browser;
let desk: DirectoryDesk;

before(async () => {
  desk = await startDirectoryDesk(process.env['CONSOLE_BUILT']);
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await desk.stop();
});

const snapshot = () => desk.curators.directory.snapshot().lines.map(({ line }) => line);
const ids = (): string[] => snapshot().map(({ id }) => id);

/** A line by a part of its name. */
function lineOf(name: string) {
  const found = snapshot().find((line) => line.name.includes(name));
  assert.ok(found !== undefined, name);
  return found;
}

/** Gives a line another name, as a curator would; then two lines have the same. */
async function rename(id: string, name: string): Promise<void> {
  const { province } = desk.curators;
  const at = `/api/directory/curation/lines/${id}`;
  const { revision } = z.object({ revision: z.int() }).parse(await (await province.get(at)).json());
  const renamed = await province.patch(at, { revision, set: { name }, why: '改名后与另一条相同' });
  assert.equal(renamed.status, 200, await renamed.clone().text());
}

test('two entries of one line are compared, merged with a reason, and taken apart again; the old address leads on', async () => {
  const [one, other] = [lineOf('大连'), lineOf('郑州大学')];
  await rename(other.id, one.name);
  const before = ids();
  const { page, context, outside } = await openVisit(browser, desk.url, { viewport: screens.desktop });
  page.setDefaultTimeout(30_000);
  await page.goto(`${desk.url}/console/directory/duplicates`);
  await page.waitForSelector(`.pair:has-text("${one.name}"):has-text("名称相同")`);
  await page.keyboard.press('j');
  const merging = page.getByRole('article', { name: '合并成一条' });
  await page.waitForSelector('.merge-field');
  assert.match(await merging.innerText(), /处不同/);
  const hrefs = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.merge-heads a')].map((link) => link.href)`,
  );
  const [kept = '', gone = ''] = hrefs.map((href) => decodeURIComponent(href.split('/').at(-1) ?? ''));
  assert.deepEqual([kept, gone].toSorted(), [one.id, other.id].toSorted());

  await merging.getByRole('radio').first().check();
  await merging.getByRole('button', { name: '合并成一条' }).click();
  await page.click('.in-place button[type=submit]');
  assert.match(await page.innerText('.in-place .fault'), /原因/);
  assert.deepEqual(ids(), before);
  await page.click('.ready-reasons button >> nth=0');
  await page.click('.in-place button[type=submit]');
  await page.waitForSelector('.undo:has-text("已合并为")');
  assert.deepEqual(
    ids(),
    before.filter((id) => id !== gone),
  );
  const led = await fetch(`${desk.url}/api/lines/${encodeURIComponent(gone)}`);
  assert.equal(Answer.parse(await led.json()).line.id, kept);

  await page.click('.undo button');
  await until(() => ids().includes(gone));
  assert.deepEqual(ids().toSorted(), before.toSorted());
  await page.waitForSelector(`.pair:has-text("${one.name}")`);
  assert.deepEqual(outside, []);
  await context.close();
});
