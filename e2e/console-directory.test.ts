// Curators at their desk, in a real browser on a real database with the lists as published: a doubt is settled and
// opened again, hours are edited and seen as a week, two editors meet; and every screen is looked at by axe.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type DirectoryDesk, type Sitting, startDirectoryDesk } from '#testing/directory-desk.ts';
import type { Acting } from '#testing/people.ts';

let browser: Browser;
let desk: DirectoryDesk;
let manager: Acting;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDirectoryDesk(process.env['CONSOLE_BUILT'])]);
  manager = desk.curators.server.as(desk.authority.person, desk.authority.organisation);
});
after(async () => {
  await browser.close();
  await desk.stop();
});

/** A refusal is said on the screen; the browser notes it besides. */
const expected = /status of (403|404|409|422)/;

type Options = BrowserContextOptions & { readonly lang?: 'zh' | 'en'; readonly who?: Sitting };

async function visit(path: string, journey: (page: Page) => Promise<void>, options: Options = {}): Promise<void> {
  const { lang = 'zh', who = desk.authority, ...how } = options;
  desk.sit(who);
  const opened = await openVisit(browser, desk.url, { viewport: screens.desktop, ...how });
  await opened.context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
  opened.page.setDefaultTimeout(30_000);
  await opened.page.clock.install({ time: new Date('2026-11-22T23:40:00+08:00') });
  try {
    await opened.page.goto(`${desk.url}/console/directory${path}`);
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

/** A line by a part of its name. */
function lineOf(name: string) {
  const found = desk.curators.directory.snapshot().lines.find(({ line }) => line.name.includes(name));
  assert.ok(found !== undefined, name);
  return found.line;
}

async function revisionOf(id: string): Promise<number> {
  const body: unknown = await (await manager.get(`/api/directory/curation/lines/${id}`)).json();
  assert.ok(typeof body === 'object' && body !== null && 'revision' in body);
  return Number(body.revision);
}

/** Waits until something is true on the page; the page's content policy lets no waiting code in. */
async function until(page: Page, expression: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await page.evaluate<boolean>(expression)) return;
    await page.waitForTimeout(50);
  }
  assert.fail(expression);
}

const texts = (page: Page, selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();

test('an institution that keeps no line sees what will appear here, and can change nothing', async () => {
  await visit(
    '/doubts',
    async (page) => {
      await page.waitForSelector('.empty-state');
      await page.goto(`${desk.url}/console/directory/lines/${lineOf('大连').id}`);
      await page.waitForSelector('.line-form');
      for (const control of await page.locator('.line-form input, .line-form textarea').all())
        assert.ok(await control.isDisabled());
      assert.equal(await page.locator('.save-bar').count(), 0);
      assert.match(await page.innerText('.line-aside'), /还没有机构维护/);
    },
    { who: desk.university },
  );
});

test('a doubt is accepted by keyboard, help-seekers can dial the number at once, and it is taken back', async () => {
  await visit('/doubts', async (page) => {
    await page.click('.chip:has-text("区号可疑")');
    await until(page, `document.querySelectorAll('.doubts .work-table tbody tr').length === 1`);
    await page.keyboard.press('j');
    await page.waitForSelector('.doubt .published');
    assert.match(await page.innerText('.doubt'), /不是电话区号[\s\S]*041-8468 9595[\s\S]*0411-84689595/);
    const dial = (): (string | null)[] => lineOf('大连').accessPoints.map(({ tel }) => tel);
    assert.ok(!dial().includes('041184689595'));
    await page.keyboard.press('a');
    await page.waitForSelector('.undo');
    assert.ok(dial().includes('041184689595'));
    await page.keyboard.press('z');
    for (let tries = 0; tries < 600 && dial().includes('041184689595'); tries++) await page.waitForTimeout(50);
    assert.ok(!dial().includes('041184689595'));
  });
});

test('equal doubts are left as they are with one reason, and the next one opens', async () => {
  await visit('/doubts', async (page) => {
    await page.click('.chip:has-text("有别的读法")');
    await page.waitForSelector('.chip[aria-pressed="true"]:has-text("有别的读法")');
    await until(
      page,
      `[...document.querySelectorAll('.doubts .work-table tbody td:nth-child(2)')].every((cell) => cell.innerText.includes('有别的读法'))`,
    );
    await page.keyboard.press('j');
    await page.click('.together input');
    await page.keyboard.press('Escape');
    const [before] = await texts(page, '.progress');
    await page.click('.doubt-deeds button:has-text("保持原样")');
    await page.click('.in-place button[type=submit]');
    assert.match(await page.innerText('.in-place .fault'), /写下原因/);
    await page.click('.ready-reasons button >> nth=0');
    await page.click('.in-place button[type=submit]');
    await page.waitForSelector('.undo');
    assert.match(await page.innerText('.undo'), /2 条已保持原样/);
    await until(page, `document.querySelector('.progress').innerText !== '${before}'`);
    assert.equal(await page.locator('.doubts .work-table [aria-current]').count(), 1);
    await page.click('.undo button');
    await until(page, `document.querySelector('.progress').innerText.startsWith('${before}')`);
  });
});

test('hours are understood while they are typed, shown as a week with the lamp lit only now, saved and undone', async () => {
  const { id, hours } = lineOf('大连');
  await visit(`/lines/${id}`, async (page) => {
    const field = page.locator('[data-field=hours] textarea').first();
    await field.fill('周一至周五9:00-17:00，寒假另行安排');
    await page.waitForSelector('[data-field=hours] mark');
    assert.match(await page.innerText('[data-field=hours] mark'), /寒假/);
    await field.fill('周日20:00-24:00；周一至周五9:00-17:00');
    await page.waitForSelector('.week-band.lit');
    assert.equal(await page.locator('.week-day').count(), 7);
    assert.equal(await page.locator('.week-band').count(), 6);
    assert.equal(await page.locator('.week-band.lit').count(), 1);
    assert.equal(await page.locator('.week-day >> nth=0 >> .week-band.lit').count(), 1);
    assert.match(await page.innerText('.save-what'), /服务时间/);
    await page.click('.save-bar button[type=submit]');
    assert.match(await page.innerText('.save-bar'), /写下原因/);
    await page.fill('.save-bar input', '电话核实');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.undo');
    assert.equal(lineOf('大连').hours?.raw, '周日20:00-24:00；周一至周五9:00-17:00');
    await page.waitForSelector('.change');
    await page.click('.undo button');
    await until(page, `document.querySelector('[data-field=hours] textarea').value === ${JSON.stringify(hours?.raw)}`);
    assert.deepEqual(lineOf('大连').hours, hours);
  });
});

test('who saves second sees both versions, loses nothing, and saves what they choose', async () => {
  const { id } = lineOf('红枫');
  await visit(`/lines/${id}`, async (page) => {
    await page.locator('[data-field=sessionMinutes] input').fill('30分钟');
    await page.locator('[data-field=hosts] textarea').first().fill('红枫妇女心理咨询服务中心');
    const quicker = await manager.patch(`/api/directory/curation/lines/${id}`, {
      revision: await revisionOf(id),
      set: { sessionMinutes: '45分钟', name: '红枫心理热线' },
      why: '官网写明',
    });
    assert.equal(quicker.status, 200, await quicker.clone().text());
    await page.fill('.save-bar input', '电话核实');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.conflict-field');
    assert.deepEqual(await texts(page, '.conflict-field legend'), ['每次时长']);
    assert.match(await page.innerText('.conflict'), /45分钟[\s\S]*30分钟/);
    await page.click('.conflict button');
    await page.waitForSelector('.undo');
    const line = lineOf('红枫');
    assert.equal(line.name, '红枫心理热线');
    assert.equal(line.sessionMinutes?.raw, '30分钟');
    assert.deepEqual(line.hosts, ['红枫妇女心理咨询服务中心']);
  });
});

test('access points change their order by keyboard, and the focus goes with them', async () => {
  const found = desk.curators.directory.snapshot().lines.find(({ line }) => line.accessPoints.length > 2);
  assert.ok(found !== undefined);
  await visit(`/lines/${found.line.id}`, async (page) => {
    await page.waitForSelector('.point-row');
    const order = (): Promise<string> =>
      page.evaluate(`[...document.querySelectorAll('input.point-text')].map(({ value }) => value).join('|')`);
    const [first, second, ...others] = (await order()).split('|');
    await page.locator('input.point-text').first().focus();
    await page.keyboard.press('Alt+ArrowDown');
    assert.equal(await order(), [second, first, ...others].join('|'));
    await until(page, `document.activeElement.value === ${JSON.stringify(first)}`);
    assert.match(await page.innerText('.save-what'), /联系方式/);
  });
});

test('an event is declared over with its lines shown first, and they end together [S2-27]', async () => {
  const line = lineOf('大连');
  await manager.post('/api/directory/curation/events', {
    id: 'flood-2026',
    zh: '河东水灾',
    en: 'the Hedong flood',
    begins: '2026-07-02',
    source: '',
    why: '启动应急响应',
  });
  await manager.patch(`/api/directory/curation/lines/${line.id}`, {
    revision: await revisionOf(line.id),
    set: { validity: { kind: 'event', event: 'flood-2026' } },
    why: '只在水灾期间开',
  });
  await visit('/events', async (page) => {
    const row = page.locator('.event', { hasText: '河东水灾' });
    await row.getByText('宣布结束').click();
    await row.locator('input[type=date]').fill('2026-11-21');
    await row.locator('.event-line-list li').waitFor();
    assert.match(await row.locator('.event-lines').innerText(), /1 条热线一起停止服务[\s\S]*大连/);
    await row.locator('.ready-reasons button').first().click();
    await row.locator('button[type=submit]').click();
    await page.waitForSelector('.undo');
    await row.getByText('2026年').or(row.getByText('7月2日 周四 至')).first().waitFor();
    await page.click('.undo button');
    await row.getByText('还没有结束').waitFor();
  });
});

test('a list is previewed and saved as shown; after another change it has to be previewed again', async () => {
  const file = { name: 'hunan-2020.csv', mimeType: 'text/csv', buffer: Buffer.from(list(), 'utf8') };
  const longer = (): number =>
    desk.curators.directory.snapshot().lines.filter(({ line }) => line.sessionMinutes?.raw.includes('45 分钟左右'))
      .length;
  await visit('/import', async (page) => {
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('.differences', { timeout: 60_000 });
    assert.match(await page.innerText('.differences'), /有变化[\s\S]*30 分钟左右[\s\S]*45 分钟左右/);
    const { id } = lineOf('红枫');
    const meanwhile = await manager.patch(`/api/directory/curation/lines/${id}`, {
      revision: await revisionOf(id),
      set: { sessionMinutes: '50分钟' },
      why: '官网写明',
    });
    assert.equal(meanwhile.status, 200);
    await page.click('.import-apply button');
    await page.waitForSelector('.note[role=alert]', { timeout: 60_000 });
    assert.match(await page.innerText('.note[role=alert]'), /名录又有了变化/);
    assert.equal(longer(), 0);
    await page.click('.note[role=alert] button');
    await page.waitForSelector('.import-apply button:not([disabled])', { timeout: 60_000 });
    await page.click('.import-apply button');
    await page.waitForSelector('.applied', { timeout: 60_000 });
    assert.ok(longer() > 0);
  });
});

/** The list of Hunan in another edition. */
function list(): string {
  const published = readFileSync(new URL('../data/published/hunan-2020.csv', import.meta.url), 'utf8');
  return published.replaceAll('30 分钟左右', '45 分钟左右');
}

test('a notice goes out, is received by being opened, forwarded and reported on; the authority sees each step [S0-03 S0-04 S0-05]', async () => {
  await visit('/notices/new', async (page) => {
    await page.click('.notice-form button[type=submit]');
    assert.equal(await page.locator('.fault').count(), 4);
    const fill = (label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).fill(text);
    await fill('标题', '关于做好寒假值班的通知');
    await fill('正文', '请安排好寒假期间的值班，并报告落实情况。');
    await fill('联系人', '陈解');
    await fill('联系电话', '0731-84720593');
    await page.click('.notice-form button[type=submit]');
    await page.waitForSelector('.receipt');
    assert.match(await page.innerText('.chips'), /没签收 2/);
  });
  await visit(
    '/notices',
    async (page) => {
      await page.click('text=关于做好寒假值班的通知');
      await page.waitForSelector('.notice-doing');
      const forms = page.locator('.notice-doing form');
      await forms.first().locator('textarea').first().fill('各院系');
      await forms.first().locator('button[type=submit]').click();
      await page.getByText('已转发给：各院系').waitFor();
      await forms.first().locator('textarea').first().fill('值班已安排到2月底。');
      await forms.first().locator('button[type=submit]').click();
      await page.getByText('报告已提交').waitFor();
    },
    { who: desk.university },
  );
  await visit('/notices', async (page) => {
    await page.click('text=关于做好寒假值班的通知');
    await page.waitForSelector('.receipt');
    assert.match(await page.innerText('.chips'), /没签收 1[\s\S]*没转发 1[\s\S]*没报告 1/);
    assert.match(await page.innerText('.receipt >> nth=1'), /河东大学[\s\S]*各院系/);
  });
});

const looks = [
  { name: 'phone by day in Chinese', viewport: screens.phone, colorScheme: 'light', lang: 'zh' },
  { name: 'desktop by night in English', viewport: screens.desktop, colorScheme: 'dark', lang: 'en' },
] as const;

const places = [
  ['/doubts', '.work-table'],
  ['/lines', '.data-table tbody tr'],
  ['/review', '.chips'],
  ['/duplicates', '.empty-state, .pair'],
  ['/events', '.event'],
  ['/import', '.drop-place'],
  ['/claims', '.empty-state'],
  ['/notices', '.data-table'],
  ['/participation', '.figures'],
  ['/notices/new', '.notice-form'],
] as const;

for (const { name, ...look } of looks)
  test(`every screen is free of what axe finds and no wider than the screen: ${name}`, async () => {
    await visit(
      '/doubts',
      async (page) => {
        const sound = async (state: string): Promise<void> => {
          assert.deepEqual(await axeFindings(page), [], state);
          assert.deepEqual(await axeFindings(page, ['color-contrast-enhanced']), [], state);
          const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
          assert.equal(wide, false, `${state} is wider than the screen`);
        };
        for (const [path, selector] of places) {
          await page.goto(`${desk.url}/console/directory${path}`);
          await page.waitForSelector(selector);
          await sound(path);
        }
        await page.goto(`${desk.url}/console/directory/doubts`);
        await page.waitForSelector('.work-table');
        await page.keyboard.press('j');
        await page.waitForSelector('.doubt .published');
        await page.keyboard.press('e');
        await page.waitForSelector('.in-place');
        await sound('a doubt being edited');
        await page.goto(`${desk.url}/console/directory/lines/${lineOf('大连').id}`);
        await page.waitForSelector('.week');
        await sound('a line');
      },
      { ...look, bypassCSP: true },
    );
  });
