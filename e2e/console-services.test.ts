// Setting up a queue, approving a text, letting another body hand over, and a meeting that is agreed and missed: each as
// whoever does it meets it, in a real browser on a real database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { type ServicesDesk, startServicesDesk } from '#testing/services-desk.ts';
import { noticeMissed } from '../server/modules/contact/follow-ups/jobs.ts';

let browser: Browser | undefined;
let desk: ServicesDesk;
type Who = Parameters<ServicesDesk['sit']>[0];
type Options = BrowserContextOptions & { readonly lang?: 'zh' | 'en' };

before(async () => {
  desk = await startServicesDesk(process.env['CONSOLE_BUILT']);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk.stop();
});

async function visit(who: Who, path: string, journey: (page: Page) => Promise<void>, options: Options = {}) {
  const { lang = 'zh', ...context } = options;
  desk.sit(who);
  assert.ok(browser !== undefined);
  const opened = await openVisit(browser, desk.url, { viewport: screens.desktop, bypassCSP: true, ...context });
  await opened.context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
  opened.page.setDefaultTimeout(10_000);
  try {
    await opened.page.goto(`${desk.url}/console${path}`);
    await opened.page.waitForSelector('.desk h1');
    await journey(opened.page);
    assert.deepEqual(opened.outside, [], 'asked another host');
    const complaints = opened.complaints.filter((line) => !/status of (409|422)/.test(line));
    assert.deepEqual(complaints, [], 'the console complained');
  } finally {
    await opened.context.close();
  }
}

const looked = async (page: Page): Promise<void> => assert.deepEqual(await axeFindings(page), []);

test('whoever does not set up queues finds no way to them', async () => {
  await visit('counselling', '/queues', async (page) => {
    assert.equal(await page.locator('nav a[href$="/queues"]').count(), 0);
    assert.equal(await page.locator('.queues').count(), 0);
  });
});

test('an administration sets up dedicated seats with whom they are for, in order, and hours read back [S3-14] [S4-05]', async () => {
  await visit('administration', '/queues', async (page) => {
    await page.click('text=设立队列');
    await page.fill('label:text-is("名称") ~ input, label:has-text("名称") ~ input', '文字专席');
    await page.click('button:has-text("+ 确诊")');
    await page.click('button:has-text("+ 一线医护")');
    await page.fill('input[aria-label="其他人群"]', '留守儿童家长');
    await page.press('input[aria-label="其他人群"]', 'Enter');
    await page.click('button[aria-label="上移：留守儿童家长"]');
    await page.fill('.in-place input[maxlength="500"]', '每天看心情');
    await page.waitForSelector('.hours-reading mark');
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('.field.faulty:has-text("接待时间里有读不懂的地方")');
    await page.fill('.in-place input[maxlength="500"]', '工作日 9:00-17:00');
    await page.waitForSelector('.hours-reading .week');
    await looked(page);
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('text=已经有一个开放的普通队列');
    await page.click('.in-place .ant-select:has-text("普通")');
    await page.click('.ant-select-item:has-text("专席")');
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('.opened-title:has-text("文字专席")');
    const order = await page.locator('.priority-shown li').allInnerTexts();
    assert.deepEqual(order, ['确诊、受感染或康复中的人', '留守儿童家长', '一线医护人员']);
    await looked(page);
  });
});

test('a queue that is closed says who is still in it, and opens again [S0-21]', async () => {
  await desk.all.onDuty(desk.all.people.university.counselling, { capacity: { chats: 0, voice: 0 } });
  await desk.all.comesIn();
  await visit('administration', '/queues', async (page) => {
    await page.click('.row-open:has-text("文字咨询")');
    await page.click('text=关闭队列');
    await page.click('text=服务期已满');
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('text=还有 1 人在等候');
    await page.click('text=重新开放');
    await page.waitForSelector('text=关闭队列');
  });
  await desk.all.everybodyGoes();
});

test('a phrase is written by one and approved by another, who sees what a change changes [S3-34] [S3-39]', async () => {
  const write = async (page: Page, text: string): Promise<void> => {
    await page.fill('.in-place textarea >> nth=0', text);
    await page.click('.in-place button[type="submit"]');
  };
  await visit('supervision', '/texts', async (page) => {
    await page.waitForSelector('text=还没有资料和常用语');
    await page.click('text=写一条');
    await page.fill('.in-place input >> nth=0', '先稳一稳');
    await write(page, '我在听。您慢慢说，不着急。');
    await page.waitForSelector('text=这一版是您写的，要由别人审定');
  });
  await visit('counselling', '/texts', async (page) => {
    await page.click('.row-open:has-text("先稳一稳")');
    await page.waitForSelector('text=等督导审定');
    await page.click('.opened button:has-text("修改")');
    await write(page, '我在听。您慢慢说，想到哪里说到哪里。');
    await page.waitForSelector('.difference');
  });
  await visit('supervision', '/texts', async (page) => {
    await page.click('.chip:has-text("待审定")');
    await page.click('.row-open:has-text("先稳一稳")');
    assert.equal(await page.locator('.difference del').first().innerText(), '不着急');
    assert.equal(await page.locator('.difference ins').first().innerText(), '想到哪里说到哪里');
    await looked(page);
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('.opened strong:has-text("可以发送")');
  });
});

test('the key of a body that may hand over is shown once [S4-11]', async () => {
  await visit('administration', '/inbound', async (page) => {
    await page.click('text=登记来源');
    await page.fill('.in-place input >> nth=0', '河东省 12345 热线');
    await page.click('.in-place button[type="submit"]');
    const secret = await page.locator('.secret-once code').nth(1).innerText();
    assert.match(secret, /^[0-9a-f]{64}$/);
    await looked(page);
    await page.click('text=已经交给对方');
    assert.ok(!(await page.content()).includes(secret));
    await page.click('button:has-text("更换密钥")');
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('.secret-once');
    await page.waitForSelector('text=已更换，可用到');
  });
});

test('a meeting that was missed is asked about, at its counsellor’s and at supervision’s desk [S4-15]', async () => {
  const { all } = desk;
  const { counselling, organisation } = all.people.university;
  await all.onDuty(counselling);
  const ref = await all.talksWith(counselling);
  await all.owner
    .insertInto('contact.follow_up')
    .values({
      id: '0f0e0d0c-0000-4000-8000-000000000001',
      organisation_id: organisation,
      contact_id: ref.contact,
      counsellor_id: counselling,
      at: all.clock.now().subtract({ hours: 2 }),
      ordinal: 2,
      agreed_at: all.clock.now().subtract({ hours: 48 }),
    })
    .execute();
  await noticeMissed(all.core);
  await visit('supervision', '/follow-ups', async (page) => {
    await page.click('.chip:has-text("全机构没有来的")');
    await page.waitForSelector('text=咨询员：林晓');
  });
  await visit('counselling', '/follow-ups', async (page) => {
    await page.click('.chip:has-text("没有来")');
    await page.click('text=说明结果');
    await page.fill('.in-place input[maxlength="300"]', '电话没有人接，留了言');
    await looked(page);
    await page.click('.in-place button[type="submit"]');
    await page.waitForSelector('text=没有错过的回访');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=日历文件')]);
    assert.equal(file.suggestedFilename(), 'follow-ups.ics');
  });
});

for (const lang of ['zh', 'en'] as const)
  test(`on a phone every one of these screens stands within its width, in ${lang}`, async () => {
    for (const [who, path] of [
      ['administration', '/queues'],
      ['administration', '/inbound'],
      ['supervision', '/texts'],
      ['counselling', '/follow-ups'],
    ] as const)
      await visit(
        who,
        path,
        async (page) => {
          await page.waitForTimeout(300);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.equal(over, 0, path);
          await looked(page);
        },
        { viewport: screens.phone, lang, colorScheme: 'dark' },
      );
  });
