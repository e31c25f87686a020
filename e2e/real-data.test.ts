// The evening the site was built for: 大连, 23:40, a small phone without scripts, the lists as they were published.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { clockAt } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createLog } from '#platform/log.ts';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type Running, startService } from '../server/main.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'xindeng-evening-'));
let browser: Browser;
let running: Running;

before(async () => {
  const config = { ...readConfig({ DATA_DIR: folder, PORT: '0' }), clock: clockAt('2026-11-22T23:40') };
  running = await startService(config, { log: createLog({ level: 'silent' }) });
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('in 大连 at 23:40 one form leads to a number to tap', async () => {
  const options = { viewport: screens.phone, javaScriptEnabled: false };
  const { context, page, outside } = await openVisit(browser, running.url, options);
  await page.goto(`${running.url}/`);
  await page.selectOption('#region', '210200');
  await page.click('.questions button');
  await page.waitForURL('**/results/**');
  const first = page.locator('main a[href^="tel:"]').first();
  assert.equal(await first.getAttribute('href'), 'tel:041184689595');
  const box = await first.boundingBox();
  assert.ok(box !== null && box.y + box.height < screens.phone.height, 'the first number is below the fold');
  assert.match(await page.locator('main').innerText(), /041-8468 9595/);
  assert.deepEqual(outside, []);
  await context.close();
});

test('axe finds nothing wrong on the pages of real lines, in both languages and both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { context, page } = await openVisit(browser, running.url, { bypassCSP: true, colorScheme });
    for (const address of ['/results', '/en/results', '/regions', '/en/regions/410000', '/notices', '/search']) {
      await page.goto(running.url + address);
      assert.deepEqual(await axeFindings(page), [], `${address} ${colorScheme}`);
    }
    await context.close();
  }
});
