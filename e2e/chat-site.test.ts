// Somebody on a phone, from the card of a line to what comes after the talk, in a real browser; a counsellor is played on
// the other side. First what must never happen, then the ways through.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens, type Visit } from '#testing/browser.ts';
import { openTestChat, type TestChat } from '#testing/chat.ts';
import { LINE } from '#testing/privacy.ts';
import { until } from '#testing/until.ts';
import type { ContactId } from '../server/modules/contact/contract.ts';
import { siteAssets } from '../site/asset-files.ts';

let browser: Browser;
let service: TestChat;

before(async () => {
  [browser, service] = await Promise.all([openBrowser(), openTestChat()]);
});
after(async () => {
  await browser.close();
  await service.close();
});
beforeEach(async () => {
  await service.everybodyGoes();
  service.clock.pass({ minutes: 5 });
  await service.onDuty(service.counsellor);
});

type Options = Parameters<typeof openVisit>[2];

/** The neutral page that quick exit opens. */
const neutral = 'https://www.baidu.com/';

/** Walks a journey in a window of its own; nothing but that page may have been asked of another host when it ends. */
async function visit(journey: (visit: Visit) => Promise<void>, options: Options = {}): Promise<void> {
  const opened = await openVisit(browser, service.url, { hasTouch: true, bypassCSP: false, ...options });
  try {
    await journey(opened);
    const others = opened.outside.filter((address) => address !== neutral);
    assert.deepEqual(others, [], 'asked another host');
  } finally {
    await opened.context.close();
  }
}

/** From what to know into the room. */
async function comeIn(page: Page, prefix = ''): Promise<ContactId> {
  await page.goto(`${service.url}${prefix}/chat/${LINE}`);
  await page.click('.onward button');
  await page.click('.submit button');
  await page.waitForURL('**/chat/room');
  return service.latest();
}

const heard = (page: Page, text: string) => page.locator('#lines', { hasText: text }).waitFor();
const send = async (page: Page, text: string): Promise<void> => {
  await page.fill('#words', text);
  await page.click('#send');
};
/** Own and their words, in the order of the screen. */
const talk = (page: Page) => page.locator('#lines .said').allInnerTexts();

test('the script of the room weighs less than 30 kB on the wire, and is old enough for an old phone', () => {
  const scripts = siteAssets.filter(({ path }) => /\/assets\/(room|coming|leave)-/.test(path));
  assert.equal(scripts.length, 3);
  const weight = scripts.reduce((sum, { bytes }) => sum + gzipSync(Buffer.from(bytes)).length, 0);
  assert.ok(weight < 30_000, `${weight} bytes`);
  for (const { path, bytes } of scripts) {
    const code = Buffer.from(bytes)
      .toString()
      .replaceAll(/^\s*\/\/.*$/gm, '');
    assert.doesNotMatch(
      code,
      /\?\.[a-zA-Z[(]|\?\?|\.replaceAll\(|\.at\(-|randomUUID|structuredClone|^\s*(import|export) /m,
      path,
    );
    assert.doesNotMatch(code, /localStorage|sessionStorage|indexedDB|document\.cookie/, path);
  }
});

test('quick exit covers the page, ends the session on the server, and leaves no way back into it', async () => {
  await visit(async ({ page, context, outside }) => {
    const contact = await comeIn(page);
    await service.takes(contact);
    await page.waitForSelector('#room[data-status=talking]');
    await page.click('#leave');
    await page.waitForURL(neutral);
    await until(async () => !(await context.cookies()).some(({ name }) => name === 'xindeng-room'), 'the cookie stays');
    await page.goto(`${service.url}/chat/room`);
    assert.match(await page.locator('main').innerText(), /这里没有正在进行的谈话/);
    assert.deepEqual(outside, [neutral]);
  });
});

test('nothing that is written is lost or doubled when the network goes and comes back', async () => {
  await visit(async ({ page, context }) => {
    const contact = await comeIn(page);
    await service.takes(contact);
    await send(page, '第一句');
    await heard(page, '第一句');
    await context.setOffline(true);
    await send(page, '断网时写的');
    await send(page, '又一句');
    await page.fill('#words', '还没写完');
    await page.locator('#banner', { hasText: '网络断了' }).waitFor();
    await service.says(contact, '断网时说的');
    await context.setOffline(false);
    await until(async () => (await page.locator('#lines li.pending').count()) === 0, 'not sent');
    await heard(page, '断网时说的');
    assert.deepEqual((await talk(page)).toSorted(), ['又一句', '断网时写的', '断网时说的', '第一句']);
    const mine = await page.locator('#lines .mine .said').allInnerTexts();
    assert.deepEqual(mine, ['第一句', '断网时写的', '又一句'], 'in the order in which it was written');
    assert.equal(await page.inputValue('#words'), '还没写完');
    await page.reload();
    assert.equal((await talk(page)).length, 4, 'each once on the server too');
    assert.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0);
  });
});

test('a server that is gone for a while is waited for, and the talk goes on by itself', async () => {
  await visit(async ({ page }) => {
    const contact = await comeIn(page);
    await service.takes(contact);
    await page.waitForSelector('#room[data-status=talking]');
    await service.stop();
    await send(page, '服务器不在时写的');
    await page.locator('#lines .trying').waitFor();
    await service.says(contact, '我还在');
    await service.start();
    await heard(page, '我还在');
    await until(async () => (await page.locator('#lines li.pending').count()) === 0, 'not sent');
    assert.deepEqual((await talk(page)).toSorted(), ['我还在', '服务器不在时写的']);
  });
});

test('from the card to the talk in three steps, and to what comes after [S0-16]', async () => {
  await visit(async ({ page, complaints }) => {
    await page.goto(`${service.url}/lines/${LINE}`);
    assert.match(await page.locator('.door').innerText(), /文字聊天 · 现在有人/);
    await page.click('.door-go');
    await page.waitForURL(`**/chat/${LINE}`);
    await page.click('.onward button');
    await page.check('input[value=sleep]', { force: true });
    await page.fill('#own-words', '第三个晚上了');
    await page.click('.submit button');
    await page.waitForURL('**/chat/room');
    assert.match(await page.locator('#waiting').innerText(), /正在请一位咨询员接您/);
    const contact = await service.latest();
    await send(page, '先写下来');
    await service.takes(contact);
    await page.waitForSelector('#room[data-status=talking]');
    assert.equal(await page.locator('#waiting').isVisible(), false);
    await service.types(contact, true);
    await page.locator('#typing:visible').waitFor();
    await service.says(contact, '您好\n可以打 12356，或者 400-161-9995');
    await heard(page, '您好');
    assert.equal(await page.getAttribute('#lines .theirs a', 'href'), 'tel:12356');
    assert.match((await page.textContent('#announce')) ?? '', /咨询员说：您好/);
    await send(page, '谢谢😊\n好一点了');
    await page.locator('.mark-word', { hasText: '已发出' }).waitFor();
    await service.reads(contact, 50);
    await page.locator('.mark-word', { hasText: '已看' }).waitFor();
    assert.equal(await page.title(), '信息查询');
    await page.click('#end');
    await page.click('#asking button.quiet');
    assert.equal(await page.locator('#asking').count(), 0);
    await page.click('#end');
    await page.click('#asking button:not(.quiet)');
    await page.locator('h1', { hasText: '谢谢您愿意说出来' }).waitFor();
    await page.check('input[name=helpful][value="4"]', { force: true });
    await page.click('form[action$=thanks] button');
    assert.match(await page.locator('main').innerText(), /收到了，谢谢您/);
    assert.deepEqual(complaints, []);
  });
});

test('what the counsellor ends while somebody writes is not taken away from them', async () => {
  await visit(async ({ page }) => {
    const contact = await comeIn(page);
    await service.takes(contact);
    await page.waitForSelector('#room[data-status=talking]');
    await page.fill('#words', '我还想说的是');
    await service.ends(contact);
    await page.locator('#over:visible').waitFor();
    assert.equal(await page.inputValue('#words'), '我还想说的是');
    await page.click('#over a');
    await page.locator('h1', { hasText: '谢谢您' }).waitFor();
  });
});

test('a new message does not move the page for whoever reads further up', async () => {
  await visit(async ({ page }) => {
    const contact = await comeIn(page);
    await service.takes(contact);
    for (let line = 1; line <= 12; line++) await service.says(contact, `第 ${line} 行\n\n很长的一段`);
    await heard(page, '第 12 行');
    await page.evaluate('window.scrollTo(0, 0)');
    await service.says(contact, '最新的');
    await page.locator('#newer:visible').waitFor();
    assert.equal(await page.evaluate('window.pageYOffset'), 0);
    await page.click('#newer');
    await until(async () => !(await page.locator('#newer').isVisible()), 'still offered at the bottom');
  });
});

test('without scripts: forms and refresh, a message sent twice is one, and leaving ends the session', async () => {
  await visit(
    async ({ page, context }) => {
      const contact = await comeIn(page);
      assert.match(await page.content(), /<noscript><meta http-equiv="refresh" content="15"/);
      await service.takes(contact);
      await page.goto(`${service.url}/chat/room`);
      await page.click('noscript a.button');
      assert.doesNotMatch(await page.content(), /http-equiv="refresh"/, 'nothing is renewed while somebody writes');
      await page.fill('#words', '没有脚本也能说');
      const id = await page.getAttribute('#say input[name=id]', 'value');
      await page.click('#send');
      await page.waitForURL('**/chat/room');
      const again = await context.request.post(`${service.url}/chat/room`, {
        form: { id: id ?? '', words: '没有脚本也能说' },
      });
      assert.ok(again.ok());
      await service.says(contact, '看到了');
      await page.reload();
      assert.deepEqual(await talk(page), ['没有脚本也能说', '看到了']);
      await page.click('#end');
      await page.click('.asking button');
      assert.match(await page.locator('h1').innerText(), /谢谢您/);
      await page.click('form[action$=code] button');
      const code = await page.locator('.return-code').innerText();
      assert.equal(code.replaceAll(/\D/g, '').length, 16);
      assert.equal((await page.getAttribute('#leave', 'href')) ?? '', '/chat/leave');
      const left = await context.request.get(`${service.url}/chat/leave`);
      assert.match(await left.text(), /content="0;url=https:\/\/www\.baidu\.com\/"/);
      await page.goto(`${service.url}/chat/return`);
      await page.fill('#code', code);
      await page.click('.submit button');
      await page.waitForURL(`**/chat/${LINE}`);
    },
    { javaScriptEnabled: false, extraHTTPHeaders: { 'x-forwarded-for': '198.51.100.9' } },
  );
});

test('many from one address: the page does the sum by itself and goes in', async () => {
  await visit(async ({ page }) => {
    for (let count = 0; count < 7; count++) await comeIn(page);
    await page.goto(`${service.url}/chat/${LINE}`);
    await page.click('.onward button');
    assert.ok(Number(await page.getAttribute('form.coming', 'data-bits')) > 0);
    await page.click('.submit button');
    await page.waitForURL('**/chat/room');
  });
});

for (const [language, prefix] of [
  ['Chinese', ''],
  ['English', '/en'],
] as const)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`every state of chat in ${language}, ${colorScheme}: nothing for axe to find, numbers and quick exit, no sideways scroll`, async () => {
      await visit(
        async ({ page }) => {
          const sound = async (state: string): Promise<void> => {
            assert.deepEqual(await axeFindings(page), [], state);
            assert.equal(await page.locator('.crisis a[href="tel:12356"]').isVisible(), true, state);
            assert.equal(await page.locator('#leave').isVisible(), true, state);
            const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
            assert.ok(wide <= 0, `${state}: ${wide} px too wide`);
          };
          const at = (path: string) => page.goto(service.url + prefix + path);
          await at(`/chat/${LINE}`);
          await sound('know');
          await page.click('.urgent-way button');
          await sound('urgent');
          await at(`/chat/${LINE}`);
          await page.click('.onward button');
          await sound('questions');
          await page.check('input[value=under-14]', { force: true });
          await page.click('.submit button');
          await sound('guardian');
          const contact = await comeIn(page, prefix);
          await page.waitForSelector('.room.live');
          await sound('waiting');
          await service.takes(contact);
          await page.waitForSelector('#room[data-status=talking]');
          await send(page, 'Hello 您好');
          await service.says(
            contact,
            '您好。https://example.invalid/a-very-long-address-that-does-not-break-anywhere-at-all-0123456789',
          );
          await heard(page, '您好。');
          await sound('talking');
          await page.click('#end');
          await sound('asked whether to end');
          await page.click('#asking button:not(.quiet)');
          await page.locator('form[action$=thanks]').waitFor();
          await sound('after');
          await page.click('form[action$=code] button');
          await sound('code');
          await at('/chat/return');
          await sound('return');
          await service.everybodyGoes();
          await at(`/chat/${LINE}`);
          await sound('nobody on duty');
        },
        { bypassCSP: true, colorScheme, viewport: colorScheme === 'dark' ? screens.narrow : screens.phone },
      );
    });
