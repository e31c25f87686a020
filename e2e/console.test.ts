// The desk as staff meet it, in a real browser: first what must not happen (nobody sees what lies under a lock, nothing
// comes from elsewhere), then the ways in and what works everywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, openVisit, screens, type Visit } from '#testing/browser.ts';
import { type Desk, played, startDesk } from '#testing/console-desk.ts';
import { until } from '#testing/until.ts';

let browser: Browser;
let desk: Desk;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDesk(process.env['CONSOLE_BUILT'])]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

/** The browser itself notes every 401 as an error; being asked to sign in is none. */
const expected = /status of 401/;

type Options = BrowserContextOptions & { readonly lang?: 'zh' | 'en' };

async function visit(
  journey: (visit: Visit) => Promise<void>,
  { lang = 'zh', ...options }: Options = {},
): Promise<void> {
  desk.play({});
  const opened = await openVisit(browser, desk.url, { viewport: screens.desktop, ...options });
  await opened.context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
  try {
    await journey(opened);
    assert.deepEqual(opened.outside, [], 'asked another host');
    assert.deepEqual(
      opened.complaints.filter((line) => !expected.test(line)),
      [],
      'the console complained',
    );
  } finally {
    await opened.context.close();
  }
}

async function signIn(page: Page, path = ''): Promise<void> {
  await page.goto(`${desk.url}/console${path}`);
  await page.fill('input[autocomplete^=username]', 'shen@hubin.example');
  await page.fill('input[autocomplete=current-password]', played.password);
  await page.keyboard.press('Enter');
  await page.fill('input[autocomplete=one-time-code]', played.code);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.desk h1');
}

/** What somebody who looks, listens or copies can get from the screen. */
const seen = (page: Page): Promise<string> => page.evaluate<string>('document.body.innerText');

test('nothing of the desk is fetched before somebody is signed in', async () => {
  await visit(async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${desk.url}/console/account`);
    await page.waitForSelector('form');
    assert.deepEqual([...new Set(asked.filter((path) => path.startsWith('/api/')))], ['/api/sign-in/me']);
  });
});

test('a wrong password is said in words, keeps what was typed, and shows no red', async () => {
  await visit(async ({ page }) => {
    await page.goto(`${desk.url}/console`);
    await page.fill('input[autocomplete^=username]', 'shen@hubin.example');
    await page.fill('input[autocomplete=current-password]', 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    assert.match(await page.innerText('[role=alert]'), /密码不对/);
    assert.equal(await page.inputValue('input[autocomplete^=username]'), 'shen@hubin.example');
    assert.equal(await page.inputValue('input[autocomplete=current-password]'), 'wrong');
    assert.deepEqual(await reds(page), []);
  });
});

/** Colours on the page that are redder than anything else. */
function reds(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...new Set([...document.querySelectorAll('*')].flatMap((element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor, style.borderTopColor];
  }))].filter((colour) => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\\d.]+/g) ?? []).map(Number);
    return alpha > 0 && red > 100 && red > 2 * green && red > 2 * blue;
  })`);
}

test('under a lock nothing can be read, and the work is still there afterwards', async () => {
  await visit(async ({ page }) => {
    await signIn(page, '/account');
    await page.click('button:has-text("换密码")');
    await page.fill('input[autocomplete=new-password]', '写到一半的句子');
    await page.keyboard.press('Control+l');
    await page.waitForSelector('dialog.cover');
    assert.equal(desk.state.locked, true, 'the server was told');
    const words = await seen(page);
    assert.match(words, /屏幕已锁/);
    assert.doesNotMatch(words, /通行密钥会列在|Chrome · Windows|湖滨大学/);
    assert.doesNotMatch(await page.title(), /账户/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog.cover').isVisible(), true, 'Escape does not open it');
    await page.fill('dialog input[type=password]', 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog [role=alert]');
    await page.fill('dialog input[type=password]', played.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.cover', { state: 'detached' });
    assert.equal(await page.inputValue('.account input[autocomplete=new-password]'), '写到一半的句子');
    assert.equal(await page.title(), '我的账户 · 心灯');
  });
});

test('a change asked for while the session is locked is carried out once it is unlocked', async () => {
  await visit(async ({ page }) => {
    await signIn(page, '/account');
    desk.state.locked = true;
    await page.click('text=退出其他所有地方');
    await page.waitForSelector('dialog.cover');
    assert.equal(desk.state.endedOthers, 0);
    await page.fill('dialog input[type=password]', played.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.cover', { state: 'detached' });
    await until(() => desk.state.endedOthers > 0);
    await page.waitForTimeout(200);
    assert.equal(desk.state.endedOthers, 1, 'once');
  });
});

test('an idle desk covers itself, in every window of the browser', async () => {
  await visit(async ({ page, context }) => {
    await page.clock.install();
    await signIn(page);
    const other = await context.newPage();
    await other.goto(`${desk.url}/console`);
    await other.waitForSelector('.desk h1');
    await page.clock.runFor(14 * 60_000);
    assert.equal(await page.locator('dialog.cover').count(), 0);
    await page.clock.runFor(66_000);
    await page.waitForSelector('dialog.cover');
    await other.waitForSelector('dialog.cover');
    await until(() => desk.state.locked);
  });
});

test('whoever’s session has ended signs in over their desk and finds it as it was', async () => {
  await visit(async ({ page }) => {
    await signIn(page, '/account');
    await page.click('button:has-text("换密码")');
    await page.fill('.account input[autocomplete=new-password]', '写到一半的句子');
    desk.state.standing = 'nobody';
    await page.click('text=退出其他所有地方');
    await page.waitForSelector('dialog.cover');
    assert.match(await page.innerText('dialog h1'), /重新登录/);
    assert.doesNotMatch(await seen(page), /湖滨大学/);
    await page.fill('dialog input[autocomplete^=username]', 'shen@hubin.example');
    await page.fill('dialog input[autocomplete=current-password]', played.password);
    await page.keyboard.press('Enter');
    await page.fill('dialog input[autocomplete=one-time-code]', played.code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.cover', { state: 'detached' });
    assert.equal(page.url(), `${desk.url}/console/account`);
    assert.equal(await page.inputValue('.account input[autocomplete=new-password]'), '写到一半的句子');
  });
});

test('recovery codes stay until they are said to be kept; only then the desk opens', async () => {
  await visit(async ({ page }) => {
    desk.play({ toDo: ['second-factor'] });
    await page.goto(`${desk.url}/console`);
    await page.fill('input[autocomplete^=username]', 'shen@hubin.example');
    await page.fill('input[autocomplete=current-password]', played.password);
    await page.keyboard.press('Enter');
    await page.fill('input[autocomplete=one-time-code]', played.code);
    await page.keyboard.press('Enter');
    await page.click('text=用手机上的验证器');
    await page.waitForSelector('.qr');
    await page.fill('input[autocomplete=one-time-code]', played.code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.recovery-codes');
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await page.waitForTimeout(300);
    assert.equal(await page.locator('.recovery-codes li').count(), 10);
    assert.equal(await page.locator('.desk').count(), 0);
    await page.click('text=我已经保存好了');
    await page.waitForSelector('.desk h1');
  });
});

test('the secret of an invitation reaches the server in a body only, and leaves the address at once', async () => {
  await visit(async ({ page }) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(`${desk.url}/console/invitation#${played.token}`);
    await page.waitForSelector('.facts');
    assert.match(await page.innerText('main'), /湖滨大学心理健康中心[\s\S]*林一舟[\s\S]*咨询工作组/);
    assert.equal(page.url(), `${desk.url}/console/invitation`);
    assert.deepEqual(
      addresses.filter((address) => new URL(address).pathname.includes(played.token)),
      [],
    );
  });
});

test('without a connection the desk says so, keeps what was typed, and comes back by itself', async () => {
  await visit(async ({ page, context }) => {
    await signIn(page, '/account');
    await page.click('button:has-text("换密码")');
    await page.fill('.account input[autocomplete=new-password]', '写到一半的句子');
    await context.setOffline(true);
    await page.waitForSelector('.connection .note');
    assert.match(await page.innerText('.connection'), /连不上服务器[\s\S]*您写的内容还在/);
    await context.setOffline(false);
    await page.waitForSelector('.connection .note', { state: 'detached' });
    assert.equal(await page.inputValue('.account input[autocomplete=new-password]'), '写到一半的句子');
  });
});

test('by keyboard alone: in, to another screen, to another organisation, and out', async () => {
  await visit(async ({ page }) => {
    await page.goto(`${desk.url}/console`);
    await page.waitForSelector('form');
    await page.keyboard.type('shen@hubin.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type(played.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.code');
    await page.keyboard.type(played.code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.desk h1');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForSelector('.account');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
    await choose(page, '东城区');
    assert.match(await page.innerText('.rail-organisation'), /东城区/);
    const [request] = await Promise.all([page.waitForRequest(/lock$/), page.keyboard.press('Control+l')]);
    assert.match(request.headers()['xindeng-organisation'] ?? '', /101$/, 'the organisation acted for is sent along');
    await page.waitForSelector('dialog.cover');
    await page.keyboard.type(played.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.cover', { state: 'detached' });
    await choose(page, 'tcdl');
    await page.waitForSelector('input[autocomplete^=username]');
    assert.equal(desk.state.standing, 'nobody');
  });
});

async function choose(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.waitForSelector('.palette');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.palette', { state: 'detached' });
}

test('the skip link leads to the content, and the focus can always be seen', async () => {
  await visit(async ({ page }) => {
    await signIn(page);
    await page.goto(`${desk.url}/console`);
    await page.waitForSelector('.desk h1');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
    assert.equal(new URL(page.url()).hash, '');
    await page.keyboard.press('Shift+Tab');
    assert.equal(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth'), '3px');
  });
});

test('a desk that is opened while locked shows the lock and nothing else', async () => {
  await visit(async ({ page }) => {
    await signIn(page, '/account');
    desk.state.locked = true;
    await page.reload();
    await page.waitForSelector('dialog.cover');
    assert.doesNotMatch(await seen(page), /湖滨大学|通行密钥会列在/);
    await page.fill('dialog input[type=password]', played.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.account .rows');
  });
});

test('when somebody else signs in over a desk, nothing of the one before is shown to them', async () => {
  await visit(async ({ page }) => {
    await signIn(page, '/account');
    await page.click('button:has-text("换密码")');
    await page.fill('.account input[autocomplete=new-password]', '写到一半的句子');
    desk.state.standing = 'nobody';
    await page.click('text=退出其他所有地方');
    await page.waitForSelector('dialog.cover');
    desk.state.person = 2;
    await page.fill('dialog input[autocomplete^=username]', 'other@hubin.example');
    await page.fill('dialog input[autocomplete=current-password]', played.password);
    await page.keyboard.press('Enter');
    await page.fill('dialog input[autocomplete=one-time-code]', played.code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.cover', { state: 'detached' });
    await page.waitForSelector('.account .rows');
    assert.match(await page.innerText('.account-name'), /周远/);
    assert.equal(await page.locator('.account input[autocomplete=new-password]').count(), 0);
    assert.doesNotMatch(await seen(page), /沈若云|shen@/);
  });
});

test('whoever has an account signs in first and then joins as themselves', async () => {
  await visit(async ({ page }) => {
    desk.play({ signInFirst: true });
    await page.goto(`${desk.url}/console/invitation#${played.token}`);
    await page.click('button:has-text("去登录")');
    await page.fill('input[autocomplete^=username]', 'shen@hubin.example');
    await page.fill('input[autocomplete=current-password]', played.password);
    await page.keyboard.press('Enter');
    await page.fill('input[autocomplete=one-time-code]', played.code);
    await page.keyboard.press('Enter');
    await page.click('button:has-text("以“沈若云”的身份加入")');
    await page.waitForSelector('.desk h1');
    assert.equal(new URL(page.url()).pathname, '/console');
  });
});
