// Every state before the desk and around it, looked at by axe, by day and by night, on a phone and on a desk, in both
// languages; and text stands out from its ground at least 7 to 1.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type Desk, played, startDesk } from '#testing/console-desk.ts';

let browser: Browser;
let desk: Desk;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDesk(process.env['CONSOLE_BUILT'])]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

type Options = BrowserContextOptions & { readonly lang: 'zh' | 'en' };

async function visit(journey: (page: Page) => Promise<void>, { lang, ...options }: Options): Promise<void> {
  desk.play({});
  const { context, page } = await openVisit(browser, desk.url, options);
  await context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
  try {
    await journey(page);
  } finally {
    await context.close();
  }
}

const looks = [
  { name: 'phone by day in Chinese', viewport: screens.phone, colorScheme: 'light', lang: 'zh' },
  { name: 'phone by night in English', viewport: screens.phone, colorScheme: 'dark', lang: 'en' },
  { name: 'desktop by day in English', viewport: screens.desktop, colorScheme: 'light', lang: 'en' },
  { name: 'desktop by night in Chinese', viewport: screens.desktop, colorScheme: 'dark', lang: 'zh' },
] as const;

for (const { name, ...look } of looks)
  test(`every state is free of what axe finds: ${name}`, async () => {
    await visit(
      async (page) => {
        const sound = async (state: string): Promise<void> => {
          assert.deepEqual(await axeFindings(page), [], state);
          assert.deepEqual(await axeFindings(page, ['color-contrast-enhanced']), [], state);
          const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
          assert.equal(wide, false, `${state} is wider than the screen`);
        };
        await page.goto(`${desk.url}/console`);
        await page.waitForSelector('form');
        await sound('sign-in');
        await page.click('button[type=submit]');
        await page.waitForSelector('.fault');
        await sound('what is missing');
        await page.fill('input[autocomplete^=username]', 'shen@hubin.example');
        await page.fill('input[autocomplete=current-password]', played.password);
        await page.keyboard.press('Enter');
        await page.waitForSelector('.code');
        await sound('second step');
        await page.fill('.code', played.code);
        await page.keyboard.press('Enter');
        await page.waitForSelector('.desk h1');
        await sound('home');
        await page.keyboard.press('Control+k');
        await page.waitForSelector('.palette');
        await sound('palette');
        await page.keyboard.press('Escape');
        await page.keyboard.press('?');
        await page.waitForSelector('.keyboard-help');
        await sound('keys');
        await page.keyboard.press('Escape');
        if (look.viewport.width < 821) {
          await page.click('.phone-bar button');
          await page.waitForTimeout(300);
          await sound('drawer');
          await page.keyboard.press('Escape');
        }
        await page.goto(`${desk.url}/console/account`);
        await page.waitForSelector('.account .rows');
        await sound('account');
        await page.goto(`${desk.url}/console/nowhere`);
        await page.waitForSelector('.empty-state');
        await sound('no such screen');
        await page.keyboard.press('Control+l');
        await page.waitForSelector('dialog.cover');
        await sound('lock');
        desk.play({ standing: 'in', toDo: ['second-factor'] });
        await page.goto(`${desk.url}/console`);
        await page.waitForSelector('.ways');
        await sound('second factor');
        await page.locator('.ways button').last().click();
        await page.waitForSelector('.qr');
        await sound('authenticator');
        await page.fill('.code', played.code);
        await page.keyboard.press('Enter');
        await page.waitForSelector('.recovery-codes');
        await sound('recovery codes');
        desk.play({ standing: 'in', toDo: ['password-change'] });
        await page.goto(`${desk.url}/console`);
        await page.waitForSelector('form');
        await sound('own password');
        await page.goto(`${desk.url}/console/invitation#${played.token}`);
        await page.waitForSelector('.facts');
        await sound('invitation');
      },
      { ...look, bypassCSP: true },
    );
  });
