// Custodians at their desk, in a real browser on a real database with real keys: what must not happen first (nothing is
// destroyed unsaid, nobody approves their own export), then the whole ways; and every screen is looked at by axe.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import type { Seated } from '#testing/people-desk.ts';
import { Hold } from '../server/modules/privacy/contract.ts';
import { lookedAt, type PrivacyDesk, startPrivacyDesk } from '#testing/privacy-desk.ts';

let browser: Browser;
let desk: PrivacyDesk;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startPrivacyDesk(process.env['CONSOLE_BUILT'])]);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

/** A refusal is said on the screen; the browser notes it besides. */
const expected = /status of (403|404|409|422|500)/;

type Options = BrowserContextOptions & { readonly lang?: 'zh' | 'en'; readonly who?: Seated };

async function visit(path: string, journey: (page: Page) => Promise<void>, options: Options = {}): Promise<void> {
  const { lang = 'zh', who = desk.custodian, ...how } = options;
  desk.sit(who);
  const opened = await openVisit(browser, desk.url, { viewport: screens.desktop, ...how });
  await opened.context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
  await opened.page.clock.install({ time: new Date(lookedAt) });
  try {
    await opened.page.goto(`${desk.url}/console${path}`);
    await opened.page.waitForSelector('.desk h1');
    await journey(opened.page);
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

/** What the server says of a clock of a file now. */
async function stateOf(file: string, of: string): Promise<unknown> {
  const kept: unknown = await (await desk.as(desk.custodian).get(`/api/privacy/files/${file}`)).json();
  assert.ok(typeof kept === 'object' && kept !== null && 'clocks' in kept && Array.isArray(kept.clocks));
  const clocks: readonly { readonly class: string; readonly state: string }[] = kept.clocks;
  return clocks.find((one) => one.class === of)?.state;
}

const fileAt = (at: number): string => desk.ended[at] ?? '';

/** Opens the record of a file on the list of decisions. */
async function openDecision(page: Page, file: string): Promise<void> {
  await page.click(`.work-table tr:has-text("${file.slice(0, 4).toUpperCase()}") .row-open`);
  await page.waitForSelector('.decision');
}

test('nothing is chosen beforehand, what destroying means is said, and it can be taken back', async () => {
  await visit('/privacy/decisions', async (page) => {
    await openDecision(page, fileAt(0));
    assert.equal(await page.locator('.decision input:checked').count(), 0);
    const told = page.locator('.choice').first().locator('p');
    for (const sentence of await told.all())
      assert.ok(((await sentence.boundingBox())?.height ?? 0) > 12, 'unreadable');
    assert.match(await page.innerText('.choice'), /没有人能再读到它，包括我们[\s\S]*数据库备份/);
    await page.click('input[value=destroy]');
    await page.click('button:has-text("决定销毁")');
    assert.match(await page.innerText('.decision-form .fault'), /请写明原因/);
    await page.fill('.decision-form input:not([type=radio])', '保存期满，没有再保留的理由');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.undo');
    assert.equal(await stateOf(fileAt(0), 'record'), 'awaiting-decision', 'destroyed while it could be undone');
    await page.click('.undo button:has-text("撤销")');
    await page.waitForSelector(`.work-table tr:has-text("${fileAt(0).slice(0, 4).toUpperCase()}")`);
    await page.clock.fastForward(20_000);
    assert.equal(await stateOf(fileAt(0), 'record'), 'awaiting-decision', 'destroyed although it was taken back');
  });
});

test('a destruction that the server refuses is said to have failed, and the record is back on the list', async () => {
  await visit('/privacy/decisions', async (page) => {
    await openDecision(page, fileAt(1));
    await page.click('input[value=destroy]');
    await page.fill('.decision-form input:not([type=radio])', '期满');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.undo');
    const held = { file: fileAt(1), reason: '另案调取', basis: '调查令 7 号', reviewOn: '2026-12-01' };
    const placed = await desk.as(desk.custodian).post('/api/privacy/holds', held);
    assert.equal(placed.status, 200);
    await page.clock.fastForward(11_000);
    await page.waitForSelector('.not-destroyed');
    assert.match(await page.innerText('.not-destroyed'), /没有销毁成，内容还在[\s\S]*冻结/);
    assert.equal(await stateOf(fileAt(1), 'record'), 'held');
    const { id } = Hold.parse(await placed.json());
    await desk.as(desk.custodian).post(`/api/privacy/holds/${id}/lift`, { reason: '调取已了结' });
  });
});

test('administration sees what waits and decides nothing', async () => {
  await visit(
    '/privacy/decisions',
    async (page) => {
      await openDecision(page, fileAt(0));
      assert.equal(await page.locator('.decision-form').count(), 0);
      assert.match(await page.innerText('.decision .note'), /资料保管的同事/);
    },
    { who: desk.administrator },
  );
});

test('a record is destroyed when it is too late to undo, and a certificate says so, never what was in it', async () => {
  await visit('/privacy/decisions', async (page) => {
    await openDecision(page, fileAt(0));
    await page.click('input[value=destroy]');
    await page.fill('.decision-form input:not([type=radio])', '保存期满');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.undo');
    await Promise.all([page.waitForResponse(/decision$/), page.clock.fastForward(11_000)]);
    await desk.service.privacy.runClocks();
    assert.equal(await stateOf(fileAt(0), 'record'), 'done');
    await page.goto(`${desk.url}/console/privacy/certificates`);
    await page.click('tbody tr:has-text("服务记录") a');
    await page.waitForSelector('.certificate');
    const sheet = await page.innerText('.certificate');
    for (const part of [fileAt(0), '期满后由人决定销毁', '孙平', 'S3-69', '密钥指纹', '备份'])
      assert.ok(sheet.includes(part), part);
    assert.doesNotMatch(sheet, /13800138000|林小雨/);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.rail').isVisible(), false);
    assert.equal(await page.locator('.print-only').isVisible(), true);
  });
});

test('a record is kept until a day, with the reason beside it', async () => {
  await visit('/privacy/decisions', async (page) => {
    await openDecision(page, fileAt(1));
    await page.click('input[value=keep]');
    await page.fill('.decision input[type=date]', '2027-05-01');
    await page.fill('.decision-form > .field input', '督导教学还要用');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.work-table tr:has-text("${fileAt(1).slice(0, 4).toUpperCase()}")`, {
      state: 'detached',
    });
    assert.equal(await stateOf(fileAt(1), 'record'), 'kept');
    await page.goto(`${desk.url}/console/privacy/files/${fileAt(1)}`);
    await page.waitForSelector('#file-decisions');
    assert.match(await page.innerText('.file-detail'), /决定继续保留[\s\S]*督导教学还要用 · 保留到2027年5月2日/);
  });
});

test('by keyboard: a hold is placed on a file, found on the list, and lifted with a reason', async () => {
  await visit('/privacy/clocks', async (page) => {
    await page.fill('.find-file input', desk.recent);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#file-holds');
    await page.focus('button:has-text("冻结这份档案")');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.in-place .faulty');
    await page.keyboard.type('法院调取');
    await page.keyboard.press('Tab');
    await page.keyboard.type('河东区人民法院调查令（2026）12 号');
    await page.fill('.in-place input[type=date]', '2026-12-20');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hold-row');
    assert.equal(await stateOf(desk.recent, 'contact-details'), 'held');
    await page.keyboard.press('Escape');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.waitForSelector('.hold-row');
    assert.match(await page.innerText('.hold-row'), /法院调取[\s\S]*12 号[\s\S]*孙平/);
    await page.focus('.hold-row button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.in-place input:focus');
    await page.keyboard.type('调取已了结');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.empty-state');
    assert.equal(await stateOf(desk.recent, 'contact-details'), 'running');
  });
});

test('an export is asked for by one, refused to themselves, approved by another, made and fetched', async () => {
  await visit(`/audit/openings/file:${desk.recent}`, async (page) => {
    await page.waitForSelector('.empty-state, .audit-line');
    await page.goto(`${desk.url}/console/audit/exports/ask`);
    await page.click('input[value="audit.statement"]');
    await page.fill('.days .field:nth-child(1) input', '2026-11-01');
    await page.fill('.days .field:nth-child(2) input', '2026-11-22');
    await page.fill('input[maxlength="200"]', desk.recent);
    await page.click('.ask-export .ant-select');
    await page.click('.ant-select-item:has-text("依法调取")');
    await page.fill('textarea', '河东区法院调查令（2026）12 号');
    await page.click('input[value=true]');
    await page.fill('.outside input[maxlength="100"]', '河东区人民法院');
    await page.click('input[value=law]');
    await page.click('button:has-text("提交申请")');
    await page.waitForSelector('.work-table');
    await page.click('.row-open:has-text("调阅证明")');
    await page.waitForSelector('.export');
    assert.match(await page.innerText('.export'), /您自己的申请，要由另一位同事审批/);
    assert.equal(await page.locator('.export button:has-text("批准")').count(), 0);
  });
  await visit(
    '/audit/exports',
    async (page) => {
      await page.click('.row-open:has-text("调阅证明")');
      assert.match(
        await page.innerText('.export .facts'),
        /从 11月1日[\s\S]*到 11月22日[\s\S]*河东区人民法院 · 依法提供/,
      );
      await page.click('.export button:has-text("不批准")');
      await page.click('button:has-text("确定不批准")');
      assert.match(await page.innerText('.export .fault'), /为什么不批准/);
      await page.click('.export button:has-text("取消")');
      await page.click('.export button[type=submit]');
      await page.waitForSelector('.export .steps li:nth-child(2)');
      assert.match(await page.innerText('.export'), /陈静批准[\s\S]*只有申请的人/);
    },
    { who: desk.administrator },
  );
  await visit('/audit/exports', async (page) => {
    await page.click('.row-open:has-text("调阅证明")');
    await page.click('button:has-text("生成文件")');
    await page.waitForSelector('button:has-text("取走文件")');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("取走文件")')]);
    assert.match(file.suggestedFilename(), /^调阅证明-\d+\.html$/);
    assert.match(await page.innerText('.take-export'), /每取一次都会留痕/);
  });
});

test('the audit is searched only when somebody asks, and the search stands in it', async () => {
  await visit('/audit/lines', async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.fill('.audit-search input[type=date] >> nth=0', '2026-11-01');
    assert.ok(!asked.includes('/api/audit/lines'), 'asked while somebody was typing');
    await page.click('.audit-search button[type=submit]');
    await page.waitForSelector('.audit-line');
    await page.click('.audit-search button[type=submit]');
    await page.waitForSelector('.audit-line:has-text("孙平 查阅了操作留痕")');
    assert.match(await page.innerText('.audit-lines'), /孙平 冻结了服务档案：服务档案 \w{4}·\w{4}/);
    assert.match(await page.innerText('.audit-search'), /这次查询本身也会留痕/);
    await page.click('.audit-line:has-text("陈静") .in-line >> nth=0');
    await page.waitForSelector('.audit-line:has-text("孙平")', { state: 'detached' });
    assert.equal(asked.filter((path) => path === '/api/audit/lines').length, 3);
  });
});

test('an exception is recorded, its content opens for a purpose only, and the person is told', async () => {
  await visit('/privacy/exceptions', async (page) => {
    await page.click('.page-actions button');
    await page.fill('form.in-place input >> nth=0', desk.recent);
    await page.click('form.in-place .ant-select >> nth=0');
    await page.click('.ant-select-item:has-text("有生命危险")');
    await page.fill('form.in-place textarea >> nth=0', '来访者说已经站在楼顶');
    await page.fill('form.in-place textarea >> nth=2', '所在位置、电话号码');
    await page.fill('form.in-place textarea >> nth=3', '110 指挥中心');
    assert.match(await page.inputValue('form.in-place textarea >> nth=1'), /个人信息保护法/);
    await page.click('form.in-place button[type=submit]');
    await page.waitForSelector('.exception');
    assert.doesNotMatch(await page.innerText('main'), /站在楼顶/);
    await page.click('.exception button:has-text("打开看")');
    assert.match(await page.innerText('.exception .fault'), /请选一个目的/);
    await page.click('.exception .ant-select');
    await page.click('.ant-select-item:has-text("督导") >> nth=0');
    await page.click('.exception button:has-text("打开看")');
    await page.waitForSelector('.exception .as-written');
    assert.match(await page.innerText('.exception'), /站在楼顶[\s\S]*110 指挥中心[\s\S]*已经留痕/);
    await page.click('button:has-text("已经告诉本人")');
    await page.waitForSelector('.exception:has-text("已告知")');
  });
  await visit(`/audit/openings`, async (page) => {
    await page.click('.audit-search button[type=submit]');
    await page.waitForSelector('.audit-line:has-text("调阅了保密例外的内容")');
  });
});

test('when the clock job has not run, it is said on these screens, and not in red', async () => {
  desk.service.clock.pass({ hours: 3 });
  try {
    await visit(
      '/privacy/certificates',
      async (page) => {
        await page.waitForSelector('.clock-health');
        assert.match(await page.innerText('.clock-health'), /没有按时删除[\s\S]*3 小时/);
        assert.deepEqual(await axeFindings(page), []);
      },
      { who: desk.administrator, bypassCSP: true },
    );
  } finally {
    desk.service.clock.set(lookedAt);
  }
});

const looks = [
  { name: 'phone by day in Chinese', viewport: screens.phone, colorScheme: 'light', lang: 'zh' },
  { name: 'phone by night in English', viewport: screens.phone, colorScheme: 'dark', lang: 'en' },
  { name: 'desktop by day in English', viewport: screens.desktop, colorScheme: 'light', lang: 'en' },
  { name: 'desktop by night in Chinese', viewport: screens.desktop, colorScheme: 'dark', lang: 'zh' },
] as const;

const places = [
  '/privacy/clocks',
  '/privacy/decisions',
  '/privacy/holds',
  '/privacy/certificates',
  '/privacy/exceptions',
  '/audit/openings',
  '/audit/lines',
  '/audit/exports',
  '/audit/exports/ask',
] as const;

for (const { name, ...look } of looks)
  test(`every screen is free of what axe finds: ${name}`, async () => {
    await visit(
      places[0],
      async (page) => {
        for (const place of [...places, `/privacy/files/${desk.recent}`, `/audit/openings/file:${desk.recent}`]) {
          await page.goto(`${desk.url}/console${place}`);
          await page.waitForSelector('.work-table, .rows, .ant-table, .empty-state, .audit-line, .ask-export');
          const rows = page.locator('.work-table .row-open');
          if ((await rows.count()) > 0) await rows.first().click();
          await page.waitForTimeout(150);
          assert.deepEqual(await axeFindings(page), [], place);
          assert.deepEqual(await axeFindings(page, ['color-contrast-enhanced']), [], place);
          assert.equal(
            await page.evaluate('document.documentElement.scrollWidth > innerWidth'),
            false,
            `${place} is too wide`,
          );
        }
      },
      { ...look, bypassCSP: true },
    );
  });
