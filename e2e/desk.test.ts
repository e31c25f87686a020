// A conversation from the door to its outcome, in real browsers on real parts: somebody on a phone, a counsellor at the
// desk, a supervisor at the wallboard. First what must not happen; then the whole way, with the network gone in between.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens, type Visit } from '#testing/browser.ts';
import { type DeskJourney, startDeskJourney } from '#testing/desk-journey.ts';
import type { Seated } from '#testing/people-desk.ts';
import { until } from '#testing/until.ts';
import { TextRow } from '../server/modules/contact/knowledge/contract.ts';

let browser: Browser;
let journey: DeskJourney;
const visits: Visit[] = [];
const known: Visit[] = [];

before(async () => {
  [browser, journey] = await Promise.all([openBrowser(), startDeskJourney(process.env['CONSOLE_BUILT'])]);
});
after(async () => {
  await browser.close();
  await journey.stop();
});
afterEach(async () => {
  known.push(...visits);
  await Promise.all(visits.splice(0).map(({ context }) => context.close()));
  await journey.chat.everybodyGoes();
});

/** Somebody of the staff opens a screen. */
async function sit(who: Seated, path: string): Promise<Page> {
  const visit = await openVisit(browser, journey.console, {
    viewport: screens.desktop,
    extraHTTPHeaders: { 'x-person': who.person },
    bypassCSP: false,
  });
  visits.push(visit);
  visit.context.setDefaultTimeout(60_000);
  await visit.context.addInitScript(`localStorage.setItem('xindeng.language', 'zh')`);
  await visit.page.goto(`${journey.console}/console${path}`);
  return visit.page;
}

/** Somebody comes in on a phone and says this beforehand. */
async function comesIn(words: string): Promise<Page> {
  const visit = await openVisit(browser, journey.site, { viewport: screens.phone });
  visits.push(visit);
  visit.context.setDefaultTimeout(60_000);
  const { page } = visit;
  await page.goto(`${journey.site}/chat/hedong-1`);
  await page.click('form.onward button');
  await page.fill('#own-words', words);
  await page.click('form.questions button[type=submit]');
  await page.waitForSelector('#room');
  return page;
}

/** Begins a duty, or finds it begun. */
async function onDuty(page: Page): Promise<void> {
  await page.waitForSelector('.begin-duty button[type=submit], .my-presence');
  if ((await page.locator('.my-presence').count()) === 0) await page.click('.begin-duty button[type=submit]');
  await page.waitForSelector('.my-presence');
}

const bubbles = (page: Page): Promise<string[]> => page.locator('.conversation .bubble').allInnerTexts();

async function write(page: Page, text: string): Promise<void> {
  await page.fill('.composer-box', text);
  await page.press('.composer-box', 'Enter');
}

async function writeFromPhone(page: Page, text: string): Promise<void> {
  await page.fill('#words', text);
  await page.click('#say button[type=submit]');
}

const heardOnPhone = (page: Page, text: string): Promise<unknown> =>
  page.waitForSelector(`#lines .said:has-text("${text}")`);

describe('what must not happen', () => {
  test('somebody who is no counsellor finds no way to begin a duty', async () => {
    const page = await sit(journey.supervisor, '/desk');
    await page.waitForSelector('.talk-nothing');
    assert.equal(await page.locator('.begin-duty, .my-presence').count(), 0);
  });

  test('nothing that was said shows in the title, and an offer says nothing of it [S3-02]', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    await comesIn('我叫王小明，电话 13800138000');
    await page.waitForSelector('.offer');
    assert.equal(await page.title(), '心灯 · 有新的来访');
    assert.doesNotMatch(await page.innerText('.desk-left'), /王小明|13800138000/);
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.told blockquote:has-text("王小明")');
    assert.doesNotMatch(await page.title(), /王小明/);
    assert.doesNotMatch(page.url(), /[0-9a-f]{8}-/);
  });

  test('Enter that ends a composition, and Shift with Enter, send nothing', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    await page.fill('.composer-box', '我在');
    await page.dispatchEvent('.composer-box', 'keydown', { key: 'Enter', isComposing: true });
    await page.dispatchEvent('.composer-box', 'keydown', { key: 'Enter', keyCode: 229 });
    await page.press('.composer-box', 'Shift+Enter');
    await page.type('.composer-box', '您说');
    assert.equal(await page.inputValue('.composer-box'), '我在\n您说');
    assert.deepEqual(await bubbles(page), []);
    await page.press('.composer-box', 'Enter');
    await heardOnPhone(phone, '您说');
    assert.deepEqual(await bubbles(page), ['我在\n您说']);
  });

  test('a locked desk says that somebody is there, and nothing else', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    await page.evaluate(`window.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', ctrlKey: true }))`);
    await page.waitForSelector('dialog.cover');
    await comesIn('我在宿舍楼顶');
    await page.waitForSelector('.behind-lock:has-text("有新的来访")');
    assert.doesNotMatch(await page.innerText('body'), /楼顶/);
  });
});

describe('a conversation', () => {
  test('is offered, held, ended and closed with an outcome [S3-29] [S4-15] [S1-06]', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('睡不着，想找人说说');
    await page.waitForSelector('.offer');
    await page.keyboard.press('Alt+KeyJ');
    await page.waitForSelector('.told blockquote:has-text("睡不着")');
    await write(page, '您好，我在。');
    await heardOnPhone(phone, '您好，我在。');
    await page.waitForSelector('[data-mark="read"]');
    await phone.fill('#words', '也不');
    await phone.locator('#words').pressSequentially('知道');
    await page.waitForSelector('.typing-hint[data-on="true"]');
    await writeFromPhone(phone, '也不知道从哪说起');
    await page.waitForSelector('.said[data-side="person"] .bubble:has-text("从哪说起")');
    await page.click('.flow button:has-text("澄清问题")');
    await page.fill('.notes-box', '失眠。');
    await page.waitForSelector('.notes-state:has-text("已保存")');
    await page.click('.timer button:has-text("结束对话")');
    assert.match(await page.innerText('.ending'), /来访者会看到/);
    await page.click('.ending button:has-text("现在结束")');
    await page.waitForSelector('.wrap-up');
    await page.click('.wrap-up button[type=submit]');
    assert.match(await page.innerText('.wrap-up .fault-line'), /请选一个结果/);
    await page.click('.wrap-choice:has-text("已得到帮助")');
    await page.click('.wrap-up label:has-text("心理支持")');
    await page.click('.wrap-up label:has-text("歇十分钟")');
    await page.click('.wrap-up button[type=submit]');
    await page.waitForSelector('.presence[data-of="break"][aria-pressed="true"]');
    assert.equal(await page.locator('.contact-open').count(), 0);
    await page.waitForSelector('.presence-told:has-text("分钟自动回来")');
    await page.click('.presence[data-of="available"]');
    await page.waitForSelector('.presence[data-of="available"][aria-pressed="true"]');
    const { outcome, status } = await journey.chat.owner
      .selectFrom('contact.contact')
      .select(['outcome', 'status'])
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow();
    assert.deepEqual([status, outcome], ['closed', 'helped']);
  });

  test('goes on where it was after the network was gone: nothing lost, doubled or out of order', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    await write(page, '一');
    await heardOnPhone(phone, '一');
    await page.context().setOffline(true);
    await write(page, '二');
    await write(page, '三');
    await page.waitForSelector('[data-mark="waiting"]');
    await page.waitForSelector('.link-lost');
    await writeFromPhone(phone, '还在吗');
    await heardOnPhone(phone, '还在吗');
    await page.context().setOffline(false);
    await heardOnPhone(phone, '三');
    await page.waitForSelector('.bubble:has-text("还在吗")');
    await until(async () => (await page.locator('[data-mark="waiting"], .link-lost').count()) === 0, 'not back');
    assert.deepEqual(await bubbles(page), ['一', '还在吗', '二', '三']);
    assert.deepEqual(await phone.locator('#lines .said').allInnerTexts(), ['一', '还在吗', '二', '三']);
    await page.reload();
    await page.waitForSelector('.bubble:has-text("三")');
    assert.deepEqual(await bubbles(page), ['一', '还在吗', '二', '三']);
  });

  test('never jumps: whoever reads above stays there and is told how much is new', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    for (let number = 1; number <= 12; number += 1) await write(page, `第 ${number} 句\n\n\n`.concat('长'.repeat(60)));
    await heardOnPhone(phone, '第 12 句');
    await page.locator('.messages-scroll').evaluate('(box) => { box.scrollTop = 40; }');
    const top = async (): Promise<unknown> => page.locator('.messages-scroll').evaluate('(box) => box.scrollTop');
    await until(async () => (await page.locator('.to-end').count()) === 1, 'no way back to the end');
    const before = await top();
    await writeFromPhone(phone, '我想想');
    await page.waitForSelector('.to-end:has-text("1 条新消息")');
    assert.equal(await top(), before);
    await page.click('.to-end');
    await until(async () => (await page.locator('.to-end').count()) === 0, 'not at the end');
  });
});

describe('help for whoever talks', () => {
  test('danger is told to supervision at once, and both sides see who has heard it [S3-31] [S3-32]', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const watching = await sit(journey.supervisor, '/wallboard');
    await watching.waitForSelector('.board-figures');
    await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.danger-button');
    assert.match(await page.innerText('.danger'), /不能撤回/);
    await page.click('.danger-button');
    await watching.waitForSelector('.alarm[data-asked="true"]');
    assert.match(await watching.innerText('.alarm'), /有生命危险[\s\S]*沈若云/);
    await page.waitForSelector('.danger.raised li:has-text("督导组：还没有人确认")');
    await watching.click('.alarm-main');
    await page.waitForSelector('.danger.raised li[data-done="true"]:has-text("督导组")');
    assert.match(await page.innerText('.danger.raised'), /行政管理组：还没有人确认[\s\S]*督导组：\d\d:\d\d 已确认/);
    const administration = await sit(journey.administrator, '/');
    await administration.click('.alarm-main');
    await page.waitForSelector('.danger.raised li[data-done="true"]:has-text("行政管理组")');
    await until(async () => (await administration.locator('.alarm').count()) === 0, 'the alarm stays');
  });

  test('a supervisor who was wished for looks on silently, then comes in openly and is announced [S3-53]', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    await write(page, '您好');
    await heardOnPhone(phone, '您好');
    await page.keyboard.press('Alt+KeyU');
    await page.click('button:has-text("请督导来")');
    const watching = await sit(journey.supervisor, '/wallboard');
    await watching.waitForSelector('.board-wishes li:has-text("沈若云")');
    await watching.click('.board-wishes button:has-text("静默旁观")');
    await watching.waitForSelector('.bubble:has-text("您好")');
    assert.equal(await watching.locator('.composer-box').count(), 0, 'somebody silent could write');
    await page.waitForSelector('.talk-support:has-text("吴岚")');
    assert.doesNotMatch(await phone.innerText('#room'), /督导/);
    await watching.click('.supporting button:has-text("公开加入")');
    await watching.waitForSelector('.composer-box');
    await phone.waitForSelector('#room:has-text("督导")');
    await write(watching, '我是督导，一起听您说。');
    await heardOnPhone(phone, '一起听您说');
    await page.waitForSelector('.said[data-side="colleague"] .bubble:has-text("一起听您说")');
    await watching.click('.supporting button:has-text("离开这个对话")');
    await watching.waitForSelector('.talk-nothing');
  });
});

describe('what is at hand', () => {
  test('an approved text goes out with one tap, once, with its date and source beside it [S3-34] [S3-39] [S3-40]', async () => {
    const written = await journey.as(journey.counsellor).post('/api/contact/texts', {
      kind: 'text',
      title: '睡不着的时候',
      zh: '先起来坐一会儿，困了再回床上。',
      en: null,
      tags: ['睡眠'],
      source: '心理健康素养十条',
      sourceDate: '2024-05-20',
    });
    assert.equal(written.status, 200, await written.clone().text());
    const { id } = TextRow.parse(await written.json());
    const decided = { what: 'approved', version: 1, reviewBy: '2027-02-28' };
    const approved = await journey.as(journey.supervisor).post(`/api/contact/texts/${id}/decision`, decided);
    assert.equal(approved.status, 200, await approved.clone().text());
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    await page.keyboard.press('Alt+KeyR');
    await page.fill('.resources-search', '睡眠');
    await page.waitForSelector('.resource-rows li:has-text("睡不着的时候")');
    assert.match(await page.innerText('.resource-rows li'), /心理健康素养十条，2024-05-20[\s\S]*有效到 2027年2月28日/);
    await page.click('.resource-rows .send-one');
    await page.waitForSelector('.resource-sent');
    await heardOnPhone(phone, '先起来坐一会儿');
    await page.waitForSelector('.bubble:has-text("先起来坐一会儿")');
    assert.equal(await page.locator('.bubble').count(), 1);
    assert.equal(await page.locator('.bubble-label').innerText(), '推荐');
  });

  test('a contact goes on with a colleague, with a note that the person does not see', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    await write(page, '我请同事接着听您说。');
    await heardOnPhone(phone, '我请同事');
    const taking = await sit(journey.colleague, '/desk');
    await onDuty(taking);
    await page.keyboard.press('Alt+KeyU');
    await page.click('.segments button:has-text("高风险")');
    await page.click('.hand-over .chip');
    await page.click('.hand-over form button[type=submit]');
    await page.waitForSelector('.talk-head .risk-mark[data-risk="high"]');
    await page.click('.hand-over section:nth-child(3) button:has-text("转给谁")');
    await page.click('.hand-over form button[type=submit]');
    assert.match(await page.innerText('.hand-over form .fault'), /请写一句转交说明/);
    await page.fill('.hand-over textarea', '有自伤念头，请先问安全');
    await page.click('.hand-over form button[type=submit]');
    await page.waitForSelector('.talk-nothing');
    await taking.waitForSelector('.offer:has-text("沈若云转交")');
    assert.doesNotMatch(await taking.innerText('.offer'), /自伤/);
    await taking.click('.offer button:has-text("接待")');
    await taking.waitForSelector('.told blockquote:has-text("请先问安全")');
    await taking.waitForSelector('.said[data-side="colleague"] .bubble:has-text("我请同事")');
    await write(taking, '您好，我接着听。');
    await heardOnPhone(phone, '我接着听');
    assert.doesNotMatch(await phone.innerText('#room'), /自伤|沈若云|何青/);
  });

  test('another talk is agreed with the sentence that the person reads [S1-24] [S1-26]', async () => {
    const page = await sit(journey.counsellor, '/desk');
    await onDuty(page);
    const phone = await comesIn('');
    await page.click('.offer button:has-text("接待")');
    await page.waitForSelector('.composer-box');
    await page.keyboard.press('Alt+KeyU');
    await page.click('.hand-over section:nth-child(4) button');
    assert.match(await page.innerText('.follow-up'), /联系方式会多保留到那一天/);
    await page.click('.follow-up button');
    assert.match(await page.innerText('.follow-up .fault'), /请选一个以后的时间/);
    await page.fill('.follow-up input[type="datetime-local"]', '2026-11-25T19:30');
    await page.click('.follow-up button');
    await page.waitForSelector('.follow-up-told blockquote');
    const sentence = await page.innerText('.follow-up-told blockquote');
    assert.match(sentence, /11月25日|25/);
    await page.waitForSelector('.told:has-text("约好 11月25日")');
    await phone.waitForSelector('#lines li.word:has-text("约")');
  });
});

test('no page complained or asked another host', () => {
  const expected = /status of (401|409)|ERR_INTERNET_DISCONNECTED|Failed to load resource/;
  for (const { outside, complaints } of known) {
    assert.deepEqual(outside, []);
    assert.deepEqual(
      complaints.filter((line) => !expected.test(line)),
      [],
    );
  }
});

test('the desk under way is free of what axe finds', async () => {
  const visit = await openVisit(browser, journey.console, {
    viewport: screens.desktop,
    extraHTTPHeaders: { 'x-person': journey.counsellor.person },
    bypassCSP: true,
  });
  visits.push(visit);
  await visit.page.goto(`${journey.console}/console/desk`);
  await onDuty(visit.page);
  await comesIn('你好');
  await visit.page.click('.offer button:has-text("接待")');
  await visit.page.waitForSelector('.composer-box');
  assert.deepEqual(await axeFindings(visit.page), []);
});
