// The directory's long lists and its figures in a real browser, on the published tables: lists that go on to their end,
// and how many take part on a day.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type DirectoryDesk, startDirectoryDesk } from '#testing/directory-desk.ts';

let browser: Browser;
let desk: DirectoryDesk;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDirectoryDesk(process.env['CONSOLE_BUILT'])]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

async function visit(path: string, journey: (page: Page) => Promise<void>): Promise<void> {
  desk.sit(desk.authority);
  const { page, context, outside, complaints } = await openVisit(browser, desk.url, { viewport: screens.desktop });
  await context.addInitScript(`localStorage.setItem('xindeng.language', 'zh')`);
  page.setDefaultTimeout(30_000);
  await page.clock.install({ time: new Date('2026-11-22T23:40:00+08:00') });
  try {
    await page.goto(`${desk.url}/console/directory${path}`);
    await journey(page);
    assert.deepEqual(outside, [], 'asked another host');
    assert.deepEqual(complaints, [], 'the console complained');
  } finally {
    await context.close();
  }
}

/** Waits for something of the page; as a script of the test, which its policy does not bind. */
async function until(page: Page, expression: string): Promise<void> {
  const begun = Date.now();
  while (Date.now() - begun < 15_000) {
    if ((await page.evaluate(expression)) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never came true: ${expression}`);
}

test('how many take part is counted for a day and a region, and institutions without a line come first [S0-07] [S1-04]', async () => {
  await visit('/participation', async (page) => {
    const figure = (name: string): Promise<number> =>
      page.locator('.figures > div', { hasText: name }).locator('dd').innerText().then(Number);
    await page.waitForSelector('.figures');
    const today = await figure('热线');
    await page.fill('input[type=date]', '2020-02-09');
    await page.waitForSelector('text=2020年2月9日');
    assert.ok((await figure('热线')) > today, 'lines of 2020 were in service in 2020');
    const whole = await figure('电话号码');
    await page.click('.region-select');
    await page.keyboard.type('大连');
    await page.keyboard.press('Enter');
    await until(
      page,
      `Number([...document.querySelectorAll('.figures > div')].find((one) => one.innerText.includes('电话号码')).querySelector('dd').innerText) < ${whole}`,
    );
    assert.match(await page.innerText('.data-table'), /河东大学/);
  });
});

test('a list that is longer than a page says how much of it is shown, and goes on to its end', async () => {
  await visit('/lines', async (page) => {
    await page.waitForSelector('.list-foot');
    const foot = /已列出 (\d+) 条，共 (\d+) 条/.exec(await page.innerText('.list-foot'));
    assert.equal(foot?.[1], '50');
    const total = Number(foot?.[2]);
    assert.ok(total > 100, `three pages at least: ${total}`);
    for (let shown = 50; shown < total; shown += 50) {
      await page.click('.list-foot button');
      await until(page, `document.querySelectorAll('.data-table tbody tr').length === ${Math.min(total, shown + 50)}`);
    }
    assert.match(await page.innerText('.list-foot'), new RegExp(`共 ${total} 条$`));
    const names = await page
      .locator('.data-table tbody tr a')
      .evaluateAll((links) => links.map((one) => String(Reflect.get(one, 'href'))));
    assert.equal(new Set(names).size, total, 'none twice');
  });
});
