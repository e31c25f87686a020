// A way back in, in a browser: the link's page, a new password, the notice of who renewed the access, and a new second
// factor before the desk opens. What is refused is tested beside the routes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { prepareAssets } from '#platform/http/index.ts';
import { transaction } from '#platform/database/index.ts';
import { codeAt, makeOperatorsWayBack } from '#sign-in/index.ts';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { testDatabase } from '#testing/database.ts';
import { people } from '#testing/people.ts';
import { serveSignIn, type SignInServer } from '#testing/sign-in.ts';
import { openConsole } from '../server/console-routes.ts';
import { wayBackMark } from '../server/modules/sign-in/way-back/contract.ts';
import { siteAssets } from '../site/asset-files.ts';

const NEXT = '夜里的灯一直亮着等着您平安回来';
const email = 'administration@university.example';
const database = await testDatabase();
let browser: Browser;
let server: SignInServer;

before(async () => {
  const desk = openConsole();
  browser = await openBrowser();
  server = await serveSignIn(database, {
    more: desk.routes,
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  const made = await people(database.owner);
  await server.settle(
    made.university.administration,
    '雨天的窗台上有一只安静的橘猫呢',
    'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  );
});
after(async () => {
  await browser.close();
  await server.close();
  await database.close();
});

test('somebody who lost everything comes in by the link, is told by whom, and sets up a new second factor', async () => {
  const made = await transaction(database.db, { reach: 'everywhere' }, (tx) =>
    makeOperatorsWayBack(tx, { email, secondFactor: true }, server.clock.now()),
  );
  const address = `${server.origin}/console/invitation#${wayBackMark}${made?.token ?? ''}`;
  const { page, context, complaints } = await openVisit(browser, server.origin, {
    viewport: screens.desktop,
    bypassCSP: true,
  });
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  await page.waitForSelector('text=系统运维人员给您生成了这个链接');
  assert.equal(await page.evaluate('location.hash'), '', 'the secret is taken out of the address');
  assert.deepEqual(await axeFindings(page), []);
  await page.fill('input[autocomplete=new-password]', NEXT);
  await page.click('text=设好并登录');
  await page.waitForSelector('h1:has-text("您的登录方式已重设")');
  assert.match(await page.innerText('main'), /凭系统运维人员生成的链接，您的密码已换新，原来的第二步已移除/);
  assert.deepEqual(await axeFindings(page), []);
  await page.click('text=我知道了');
  await page.click('text=用手机上的验证器');
  await page.click('summary');
  const secret = (await page.innerText('.secret')).replaceAll(/\s/g, '');
  await page.fill('.code', codeAt(secret, server.clock.now()));
  await page.keyboard.press('Enter');
  await page.click('text=我已经保存好了');
  await page.waitForSelector('.rail');
  await page.goto(`${server.origin}/console/account`);
  await page.waitForSelector('.account:has-text("您的密码已换新")');
  await page.goto('about:blank');
  await page.goto(address);
  await page.waitForSelector('h1:has-text("这个链接不能用了")');
  assert.deepEqual(
    complaints.filter((words) => !/status of 4\d\d/.test(words)),
    [],
  );
  await context.close();
});
