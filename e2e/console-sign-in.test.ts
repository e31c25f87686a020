// Signing in for real: the desk in a browser, sign-in with its database behind it, an authenticator's codes and a passkey
// of Chromium's own, and the provider of an institution. What each route refuses is tested beside it; here it is whether a person gets through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { prepareAssets } from '#platform/http/index.ts';
import { codeAt } from '#sign-in/index.ts';
import { openBrowser } from '#testing/browser.ts';
import { testDatabase } from '#testing/database.ts';
import { clientSecret, openIdProvider, type OpenIdProvider } from '#testing/open-id.ts';
import { people } from '#testing/people.ts';
import { serveSignIn, type SignInServer } from '#testing/sign-in.ts';
import { openConsole } from '../server/console-routes.ts';
import { Provider } from '../server/modules/sign-in/single-sign-on/contract.ts';
import { siteAssets } from '../site/asset-files.ts';

const PASSWORD = '雨天的窗台上有一只安静的橘猫呢';
const NEXT = '夜里的灯一直亮着等着您平安回来';
const database = await testDatabase();
let browser: Browser;
let server: SignInServer;
let outside: OpenIdProvider;

before(async () => {
  const desk = openConsole(process.env['CONSOLE_BUILT']);
  browser = await openBrowser();
  server = await serveSignIn(database, {
    plainProviders: true,
    more: desk.routes,
    assets: await prepareAssets([...siteAssets, ...desk.assets]),
  });
  const made = await people(database.owner);
  for (const person of [made.university.administration, made.university.counselling, made.hospital.counselling])
    await server.settle(person, PASSWORD);
  outside = await openIdProvider({
    counsellor: { email: 'counselling@hospital.example', email_verified: true },
    stranger: { email: 'stranger@hospital.example', email_verified: true },
  });
  const { hospital } = made;
  outside.admit(['xindeng'], [await addProvider(hospital.administration, hospital.organisation)]);
});
after(async () => {
  outside.close();
  await browser.close();
  await server.close();
  await database.close();
});

/** Sets up the hospital's single sign-on as its administration does; gives the address its browsers come back to. */
async function addProvider(person: string, organisation: string): Promise<string> {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  await server.settle(person, PASSWORD, secret);
  const manager = server.browser({ 'xindeng-organisation': organisation });
  await manager.post('/api/sign-in/password', { who: 'administration@hospital.example', password: PASSWORD });
  await manager.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
  const added = await manager.post('/api/sign-in/providers', {
    name: '统一身份认证',
    issuer: outside.issuer,
    clientId: 'xindeng',
    clientSecret,
    emailDomains: ['hospital.example'],
    trustsSecondFactor: false,
    enabled: true,
  });
  assert.equal(added.status, 200, await added.clone().text());
  return Provider.parse(await added.json()).callback;
}

/** A window; the origin of passkeys is `localhost`. */
async function open(): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.setDefaultTimeout(30_000);
  return { context, page, complaints };
}

async function enter(page: Page, who: string, password = PASSWORD): Promise<void> {
  await page.goto(`${server.origin}/console/account`);
  await page.fill('input[autocomplete^=username]', who);
  await page.fill('input[autocomplete=current-password]', password);
  await page.keyboard.press('Enter');
}

async function leave(page: Page): Promise<void> {
  await page.click('.rail-own');
  await page.click('text=退出登录');
  await page.waitForSelector('input[autocomplete^=username]');
}

/** The code that an authenticator shows; a new one each time, since none is taken twice. */
function nextCode(secret: string): string {
  server.clock.pass({ seconds: 30 });
  return codeAt(secret, server.clock.now());
}

test('an administrator cannot pass without a second factor, sets one up, and comes back with it', async () => {
  const { context, page, complaints } = await open();
  await enter(page, 'administration@university.example', 'not the password at all');
  await page.waitForSelector('[role=alert]');
  await page.fill('input[autocomplete=current-password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.click('text=用手机上的验证器');
  await page.click('summary');
  const secret = (await page.innerText('.secret')).replaceAll(/\s/g, '');
  await page.fill('.code', '000000');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=alert]');
  await page.fill('.code', nextCode(secret));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.recovery-codes');
  const codes = await page.locator('.recovery-codes code').allInnerTexts();
  assert.equal(codes.length, 10);
  await page.click('text=我已经保存好了');
  await page.waitForSelector('.account');
  assert.match(await page.innerText('.rail'), /河东大学/);
  assert.match(await page.innerText('.account'), /已绑定[\s\S]*还有 10 个没用过/);

  await page.keyboard.press('Control+l');
  await page.fill('dialog input[type=password]', 'not the password at all');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog [role=alert]');
  await page.fill('dialog input[type=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog.cover', { state: 'detached' });

  await leave(page);
  await enter(page, 'administration@university.example');
  await page.fill('.code', nextCode(secret));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.account');
  await leave(page);
  await enter(page, 'administration@university.example');
  await page.waitForSelector('.code');
  await page.click('text=用恢复码');
  await page.fill('.code', codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.account');
  assert.match(await page.innerText('.account'), /还有 9 个没用过/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a passkey is made, named, and opens the desk and the lock', async () => {
  const { context, page, complaints } = await open();
  const authenticator = await context.newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await enter(page, 'counselling@university.example');
  await page.waitForSelector('.account');
  await page.click('text=添加通行密钥');
  await page.click('[aria-labelledby=passkeys] button:has-text("改名")');
  await page.fill('[aria-labelledby=passkeys] input', '值班室的电脑');
  await page.keyboard.press('Enter');
  await page.waitForSelector('strong:has-text("值班室的电脑")');

  await page.keyboard.press('Control+l');
  await page.click('text=用通行密钥解锁');
  await page.waitForSelector('dialog.cover', { state: 'detached' });

  await leave(page);
  await page.click('text=用通行密钥登录');
  await page.waitForSelector('.desk h1');

  await page.goto(`${server.origin}/console/account`);
  await page.click('[aria-labelledby=passkeys] button:has-text("删除")');
  await page.waitForSelector('.undo');
  assert.equal(await page.locator('strong:has-text("值班室的电脑")').count(), 0);
  await page.click('.undo .ant-btn');
  await page.waitForSelector('strong:has-text("值班室的电脑")');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a session ended from elsewhere ends, and a new password ends all others', async () => {
  const [here, there] = [await open(), await open()];
  for (const { page } of [here, there]) {
    await enter(page, 'counselling@hospital.example');
    await page.waitForSelector('.account .rows');
  }
  await here.page.reload();
  await here.page.click('[aria-labelledby=sessions] li .ant-btn');
  await here.page.locator('[aria-labelledby=sessions] li').nth(1).waitFor({ state: 'detached' });
  await there.page.click('.rail-brand');
  await there.page.reload();
  await there.page.waitForSelector('input[autocomplete^=username]');

  await enter(there.page, 'counselling@hospital.example');
  await there.page.waitForSelector('.account');
  await here.page.click('button:has-text("换密码")');
  await here.page.fill('.account input[autocomplete=current-password]', PASSWORD);
  await here.page.fill('.account input[autocomplete=new-password]', '123456');
  await here.page.keyboard.press('Enter');
  await here.page.waitForSelector('.account [role=alert]');
  await here.page.fill('.account input[autocomplete=new-password]', NEXT);
  await here.page.keyboard.press('Enter');
  await here.page.waitForSelector('text=密码已经换好');
  await there.page.reload();
  await there.page.waitForSelector('input[autocomplete^=username]');
  assert.deepEqual([...here.complaints, ...there.complaints], []);
  await here.context.close();
  await there.context.close();
});

test('with the institution’s own account: a stranger is told why not, a member comes back signed in, for it alone', async () => {
  const { context, page, complaints } = await open();
  const goThere = async (who: string): Promise<void> => {
    await page.goto(`${server.origin}/console/account`);
    await page.getByRole('button', { name: '用本机构的账户登录' }).click();
    await page.getByLabel('工作邮箱或机构名称').fill(who);
    await page.getByRole('button', { name: '去机构的登录页' }).click();
  };
  await goThere('没有这家医院');
  assert.match(await page.innerText('[role=alert]'), /没有找到这个机构的单点登录/);

  outside.sit('stranger');
  await goThere('stranger@hospital.example');
  await page.waitForSelector('text=您的账号还不是这个机构的成员');
  assert.equal((await context.cookies()).filter(({ name }) => name === 'xindeng-session').length, 0);

  // The provider remembers its own users too.
  await context.clearCookies();
  outside.sit('counsellor');
  await goThere('河东省第一医院');
  await page.waitForSelector('.desk h1');
  assert.equal(new URL(page.url()).origin, server.origin);
  assert.match(await page.innerText('.rail'), /河东省第一医院/);
  await page.goto(`${server.origin}/console/account`);
  await page.waitForSelector('[aria-labelledby=sessions] li');
  assert.equal(server.lines.at(-1)?.word, 'sign-in.single-sign-on');
  await page.goBack();
  await page.waitForSelector('.desk h1');
  await leave(page);
  assert.deepEqual(complaints, []);
  await context.close();
});
