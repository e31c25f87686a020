// Every state of the desk and the wallboard, looked at by axe, by day and by night, on a phone and on a desk, in both
// languages; text stands out from its ground at least 7 to 1, and nothing is wider than the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type PlayedDesk, startPlayedDesk } from '#testing/desk.ts';
import { contactAt, nightAlarm, nightDesk, supervising } from '#testing/desk-scene.ts';
import { until } from '#testing/until.ts';

let browser: Browser;
let desk: PlayedDesk;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startPlayedDesk(process.env['CONSOLE_BUILT'])]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

const looks = [
  { name: 'phone by day in Chinese', viewport: screens.phone, colorScheme: 'light', lang: 'zh' },
  { name: 'phone by night in English', viewport: screens.phone, colorScheme: 'dark', lang: 'en' },
  { name: 'desktop by day in English', viewport: screens.desktop, colorScheme: 'light', lang: 'en' },
  { name: 'desktop by night in Chinese', viewport: screens.desktop, colorScheme: 'dark', lang: 'zh' },
] as const;

/** On a phone one pane is shown at a time. */
async function show(page: Page, pane: 'list' | 'opened' | 'beside'): Promise<void> {
  const bar = page.locator('.narrow-bar');
  if (!(await bar.isVisible())) return;
  await bar.locator('button').nth(['list', 'opened', 'beside'].indexOf(pane)).click();
}

async function openContact(page: Page, number: number): Promise<void> {
  await show(page, 'list');
  await page.click(`.contact-open:has-text("${number}")`);
  await page.waitForSelector(`[data-contact="${contactAt(number)}"]`);
}

for (const { name, lang, ...look } of looks)
  test(`every state is free of what axe finds: ${name}`, async () => {
    desk.play();
    const { context, page } = await openVisit(browser, desk.url, { ...look, bypassCSP: true });
    // A machine may do ten things besides.
    context.setDefaultTimeout(60_000);
    await context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
    const sound = async (state: string): Promise<void> => {
      await page.waitForTimeout(200);
      assert.deepEqual(await axeFindings(page), [], state);
      assert.deepEqual(await axeFindings(page, ['color-contrast-enhanced']), [], state);
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      assert.equal(wide, false, `${state} is wider than the screen`);
    };
    await page.goto(`${desk.url}/console/desk`);
    await page.waitForSelector('.offer');
    await sound('an offer, contacts, people who wait');
    await openContact(page, 128);
    await sound('a conversation');
    await page.fill('.composer-box', '/');
    await page.waitForSelector('.snippets-list [role=option]');
    await sound('phrases');
    await page.keyboard.press('Escape');
    await show(page, 'beside');
    await sound('steps and notes');
    desk.night.notes = { text: '同事补了一句。', step: 'goal', version: desk.night.notes.version + 1 };
    await page.fill('.notes-box', '写了一半');
    await page.waitForSelector('.notes-conflict');
    await sound('notes that were changed elsewhere');
    await page.click('.notes-conflict button >> nth=0');
    await until(() => desk.night.notes.text === '写了一半', 'my notes were not kept');
    await page.keyboard.press('Alt+KeyR');
    await page.waitForSelector('.resource-rows');
    await sound('texts and lines');
    await page.keyboard.press('Alt+KeyU');
    await page.click('.hand-over section:nth-child(3) button');
    await page.waitForSelector('.hand-over form');
    await sound('handing over');
    await page.click('.danger-button');
    await page.waitForSelector('.danger.raised');
    await sound('danger reported');
    await openContact(page, 125);
    await show(page, 'beside');
    await page.click('.wrap-up button[type=submit]');
    await sound('the outcome is missing');
    desk.play({ refusing: true });
    await openContact(page, 131);
    await page.fill('.composer-box', '我在');
    await page.press('.composer-box', 'Enter');
    await page.waitForSelector('.refused');
    await sound('a message that was refused');
    const quiet = { contacts: [], offers: [], waiting: [], waitingCount: 0, followUps: [] };
    desk.play({ desk: { ...nightDesk(), ...quiet } });
    await page.waitForSelector('.talk-nothing', { state: 'attached' });
    await sound('nobody there');
    const lacking = [{ zh: '保密承诺有了新版本。', en: 'There is a new version of the promise.' }];
    desk.play({ desk: { ...nightDesk(), ...quiet, me: { ...nightDesk().me, presence: 'off' } }, lacking });
    await page.waitForSelector('.lacking');
    await sound('not on duty, and something lacking');
    const heard = { at: new Date().toISOString(), by: supervising };
    const half = { ...nightAlarm(), contact: contactAt(131), number: 131, supervision: heard };
    desk.play({ groups: ['supervision', 'administration'], alarms: [nightAlarm(), half] });
    await page.goto(`${desk.url}/console/wallboard`);
    await page.waitForSelector('.alarm');
    await page.waitForSelector('.board-wishes');
    await sound('the wallboard, with alarms');
    await page.goto(`${desk.url}/console/contacts/unfinished`);
    await page.waitForSelector('.unfinished');
    await sound('contacts without an outcome');
    await context.close();
  });

test('a message stands there once, although the server told it twice and its answer was lost', async () => {
  desk.play();
  const { context, page } = await openVisit(browser, desk.url, { viewport: screens.desktop });
  await context.addInitScript(`localStorage.setItem('xindeng.language', 'zh')`);
  await page.goto(`${desk.url}/console/desk`);
  await openContact(page, 131);
  let lost = 0;
  await page.route('**/messages', async (route) => {
    const response = await route.fetch();
    lost += 1;
    if (lost <= 2) await route.abort('connectionreset');
    else await route.fulfill({ response });
  });
  await page.fill('.composer-box', '我在的');
  await page.press('.composer-box', 'Enter');
  await page.waitForSelector('[data-mark="sent"]');
  await until(async () => (await page.locator('[data-mark="waiting"]').count()) === 0, 'it still waits to be sent');
  assert.equal(await page.locator('.bubble:has-text("我在的")').count(), 1);
  assert.equal(new Set(desk.night.said.map(({ id }) => id)).size, 1);
  await context.close();
});

test('two conversations stand beside each other, and the keys of the desk are on the sheet of all keys', async () => {
  desk.play();
  const viewport = { width: 1920, height: 1080 };
  const { context, page } = await openVisit(browser, desk.url, { viewport });
  await context.addInitScript(`localStorage.setItem('xindeng.language', 'zh')`);
  await page.goto(`${desk.url}/console/desk`);
  await page.waitForSelector('.contact-open');
  await page.keyboard.press('Alt+Digit2');
  await page.waitForSelector(`[data-contact="${contactAt(128)}"]`);
  await page.keyboard.press('Alt+KeyP');
  await page.waitForSelector(`[data-contact="${contactAt(131)}"]`);
  assert.equal(await page.locator('.conversation').count(), 2);
  await page.locator('.composer-box').nth(1).fill('写了一半');
  await page.keyboard.press('Alt+KeyP');
  assert.equal(await page.locator('.conversation').count(), 1);
  await page.keyboard.press('Alt+Digit3');
  await page.waitForSelector(`[data-contact="${contactAt(131)}"]`);
  assert.equal(await page.inputValue('.composer-box'), '写了一半', 'a draft was lost');
  await page.locator('.messages-scroll').focus();
  await page.keyboard.press('?');
  await page.waitForSelector('.keyboard-help dt:has-text("并排打开")');
  await context.close();
});

test('a stream on which nothing is heard, not even a heartbeat, is taken for dead and opened again', async () => {
  desk.play();
  const { context, page } = await openVisit(browser, desk.url, { viewport: screens.desktop });
  await page.clock.install();
  await page.goto(`${desk.url}/console/desk`);
  await page.waitForSelector('.contact-open');
  await page.clock.runFor(30_000);
  assert.equal(desk.night.opened, 1, 'given up although it may still be there');
  await page.clock.runFor(15_000);
  await until(() => desk.night.opened === 2, 'it was not opened again');
  await context.close();
});

test('somebody on duty hears of an offer on every screen; the title says only that somebody is there', async () => {
  desk.play({ desk: { ...nightDesk(), offers: [] } });
  const { context, page } = await openVisit(browser, desk.url, { viewport: screens.desktop });
  await context.addInitScript(`localStorage.setItem('xindeng.language', 'zh')`);
  await page.goto(`${desk.url}/console/`);
  await page.waitForSelector('.home-link');
  await until(() => desk.night.opened === 1, 'the desk is not followed');
  desk.night.desk = { ...desk.night.desk, offers: nightDesk().offers };
  desk.tell();
  await until(async () => (await page.title()) === '心灯 · 有新的来访', 'the title does not say it');
  await page.click('.home-link:has-text("机构资料")');
  await page.waitForTimeout(500);
  assert.equal(await page.title(), '心灯 · 有新的来访');
  desk.night.desk = { ...desk.night.desk, offers: [] };
  desk.tell();
  await until(async () => (await page.title()).startsWith('机构资料'), 'the title still says it');
  await context.close();
});

test('windows share one stream of alarms, and the next one takes over when the first is closed [S3-32]', async () => {
  desk.play({ groups: ['supervision'] });
  const { context, page } = await openVisit(browser, desk.url, { viewport: screens.desktop });
  await page.goto(`${desk.url}/console/contacts/unfinished`);
  await until(() => desk.night.alarmsOpened === 1, 'alarms are not followed');
  const other = await context.newPage();
  await other.goto(`${desk.url}/console/contacts/unfinished`);
  await other.waitForSelector('.unfinished');
  desk.night.alarms = [nightAlarm()];
  desk.tell();
  await Promise.all([page.waitForSelector('.alarm'), other.waitForSelector('.alarm')]);
  assert.equal(desk.night.alarmsOpened, 1);
  const third = await context.newPage();
  await third.goto(`${desk.url}/console/contacts/unfinished`);
  await third.waitForSelector('.alarm');
  await page.close();
  await until(() => desk.night.alarmsOpened === 2, 'nobody took over');
  desk.night.alarms = [];
  desk.tell();
  await Promise.all([other, third].map((one) => one.waitForSelector('.alarm', { state: 'detached' })));
  await context.close();
});
