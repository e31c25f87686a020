// People and their organisation as an administration meets them, in a real browser on a real database: first what is
// refused and why, then an invitation, a gate that names what is missing, and a text that is accepted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens } from '#testing/browser.ts';
import { addOrganisation, join } from '#testing/people.ts';
import { type PeopleDesk, type Seated, startPeopleDesk } from '#testing/people-desk.ts';
import { until } from '#testing/until.ts';
import { loadMember } from '#identity/index.ts';
import type { Group, PersonId } from '../server/modules/identity/contract.ts';

let browser: Browser;
let desk: PeopleDesk;

before(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startPeopleDesk(process.env['CONSOLE_BUILT'])]);
  const { university, guest } = desk.made;
  await called(university.administration, '陈静');
  await called(university.counselling, '林晓');
  await called(university.supervision, '吴岚');
  await called(university.custody, '孙平');
  await called(guest, '周亦安');
});
after(async () => {
  await browser.close();
  await desk.stop();
});

async function called(person: PersonId, name: string): Promise<void> {
  await desk.database.owner.updateTable('identity.person').set({ name }).where('id', '=', person).execute();
}

function ofUniversity(group: 'administration' | 'counselling' | 'supervision' | 'custody'): Seated {
  const { university } = desk.made;
  const groups: readonly Group[] = [group];
  return {
    person: university[group],
    name: group,
    organisation: university.organisation,
    called: '河东大学',
    kind: 'university',
    groups,
  };
}

function ofProvince(): Seated {
  const { province } = desk.made;
  const { organisation, authority: person } = province;
  return { person, name: '何琳', organisation, called: '河东省教育厅', kind: 'authority', groups: ['authority'] };
}

type Options = BrowserContextOptions & { readonly lang?: 'zh' | 'en'; readonly expected?: RegExp };

async function visit(who: Seated, path: string, journey: (page: Page) => Promise<void>, options: Options = {}) {
  const { lang = 'zh', expected = /status of 409/, ...context } = options;
  desk.sit(who);
  const opened = await openVisit(browser, desk.url, { viewport: screens.desktop, ...context });
  await opened.context.addInitScript(`localStorage.setItem('xindeng.language', '${lang}')`);
  opened.page.setDefaultTimeout(30_000);
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

async function openMember(page: Page, name: string): Promise<void> {
  await page.click(`.row-open:has-text("${name}")`);
  await page.waitForSelector(`.opened-title:has-text("${name}")`);
}

test('nobody gives themselves a group, and the last administrator stays, each with its reason', async () => {
  await visit(ofUniversity('administration'), '/people', async (page) => {
    await openMember(page, '陈静');
    const groups = page.locator('section[aria-labelledby=groups]');
    assert.match(await groups.innerText(), /不能给自己加组，请另一位管理员操作/);
    assert.equal(await groups.locator('.chip').count(), 0);
    await groups.locator('.rows button').click();
    await groups.locator('button:has-text("我知道")').click();
    await groups.locator('[role=alert]').waitFor();
    assert.match(await groups.innerText(), /这是最后一位管理员/);
  });
});

test('custody sees who works here, and is offered nothing that the server would refuse', async () => {
  await visit(ofUniversity('custody'), '/people', async (page) => {
    await openMember(page, '林晓');
    assert.equal(await page.locator('text=上岗条件').count(), 1, 'only its own, in the navigation');
    assert.equal(await page.locator('.opened .ant-btn, .opened .chip').count(), 0);
    assert.equal(await page.locator('a[href="/console/invitations"]').count(), 0);
  });
});

test('an invitation: what is missing is said, the link is shown once, and can be taken back and sent anew', async () => {
  await visit(ofUniversity('administration'), '/invitations', async (page) => {
    await page.waitForSelector('.empty-state');
    await page.click('text=邀请一位同事 >> visible=true');
    await page.click('text=生成邀请链接');
    assert.match(await page.innerText('form'), /请写下姓名[\s\S]*请填邮箱或工号[\s\S]*请至少选一个组/);
    await page.fill('form input >> nth=0', '沈若云');
    await page.fill('form input[type=email]', 'shen@hedong.example');
    await page.check('form input[type=checkbox] >> nth=1');
    await page.click('text=生成邀请链接');
    await page.waitForSelector('.link-once');
    assert.match(await page.inputValue('.link-text'), /\/console\/invitation#[\w-]{43}$/);
    assert.match(await page.innerText('.invitation-rows'), /沈若云[\s\S]*咨询工作组[\s\S]*等待加入/);
    await page.reload();
    await page.waitForSelector('.invitation-rows');
    assert.equal(await page.locator('.link-once').count(), 0, 'never again');
    await page.click('[aria-label="收回给沈若云的邀请"]');
    await page.waitForSelector('text=已收回');
    await page.click('text=再邀请一次');
    assert.equal(await page.inputValue('form input[type=email]'), 'shen@hedong.example');
  });
});

test('a way back for a member: what it does is said, the link is shown once, a second one voids the first, and it can be taken back', async () => {
  await visit(ofUniversity('administration'), '/people', async (page) => {
    await openMember(page, '陈静');
    assert.match(await page.innerText('section[aria-labelledby=way-back]'), /请另一位管理员帮您/);
    assert.equal(await page.locator('section[aria-labelledby=way-back] button').count(), 0, 'none for oneself');
    await openMember(page, '林晓');
    const section = page.locator('section[aria-labelledby=way-back]');
    await section.locator('text=生成登录链接').click();
    assert.match(await section.innerText(), /确认是本人[\s\S]*林晓登录后会看到这是您帮忙重设的/);
    await section.locator('input[type=checkbox]').check();
    await section.locator('button[type=submit]').click();
    await section.locator('.link-once').waitFor();
    assert.match(await section.locator('.link-text').inputValue(), /\/console\/invitation#back\.[\w-]{43}$/);
    await section.locator('.rows >> text=还没有用').waitFor();
    await section.locator('text=已经转交，收起').click();
    await section.locator('text=生成登录链接').click();
    assert.match(await section.innerText(), /再生成一条，前一条就作废/);
    await page.keyboard.press('Escape');
    assert.equal(await section.locator('form').count(), 0);
    await section.locator('[aria-label^="作废"]').click();
    await section.locator('text=链接已作废，不能再用').waitFor();
    await section.locator('.rows >> text=已作废').waitFor();
  });
});

test('panes keep their width, moved by keys, on this device', async () => {
  const widths = (page: Page): Promise<string | null> => page.locator('.pane-edge').getAttribute('aria-valuenow');
  await visit(ofUniversity('custody'), '/people', async (page) => {
    await openMember(page, '林晓');
    const before = (await page.locator('.pane-list').boundingBox())?.width ?? 0;
    await page.focus('.pane-edge');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await widths(page), '46');
    assert.ok(((await page.locator('.pane-list').boundingBox())?.width ?? 0) < before);
    await page.keyboard.press('End');
    assert.equal(await widths(page), '70', 'no pane becomes too narrow');
    await page.reload();
    await openMember(page, '林晓');
    assert.equal(await widths(page), '70');
  });
});

test('the gate names what is missing; recorded right there, it is missing no more, and withdrawing needs a reason', async () => {
  await visit(ofUniversity('supervision'), '/people', async (page) => {
    await openMember(page, '林晓');
    await page.waitForSelector('text=还没有登记遴选。');
    const before = await page.locator('.gate .rows > li').count();
    await page.click('[aria-label="去登记 遴选"]');
    await page.click('.gate form button[type=submit]');
    assert.match(await page.innerText('.gate form'), /要先评估语言和沟通能力[\s\S]*请写下看过什么/);
    await page.check('.gate form input[type=checkbox]');
    await page.fill('.gate form textarea', '2026 年遴选记录第 12 号');
    await page.fill('.gate form input[type=date] >> nth=0', '2026-03-01');
    await page.click('.gate form button[type=submit]');
    await page.waitForSelector('text=还没有登记遴选。', { state: 'detached' });
    assert.equal(await page.locator('.gate .rows > li').count(), before - 1);
    assert.match(await page.innerText('section[aria-labelledby=qualifications]'), /遴选[\s\S]*有效[\s\S]*第 12 号/);
    await page.click('[aria-label="撤销“遴选”"]');
    await page.click('.chip:has-text("登记错了")');
    await page.click('text=撤销这条资格');
    await page.waitForSelector('text=遴选已被撤销。');
    assert.match(await page.innerText('.opened'), /不再有效的 1 条/);
  });
});

test('a group is added and, taken back, is gone again', async () => {
  await visit(ofUniversity('administration'), '/people', async (page) => {
    await openMember(page, '周亦安');
    await page.click('[aria-label="加入专家组"]');
    await page.waitForSelector('.undo:has-text("周亦安已加入专家组")');
    await page.waitForSelector('[aria-label="退出专家组"]');
    await page.click('.undo .ant-btn');
    await page.waitForSelector('[aria-label="退出专家组"]', { state: 'detached' });
  });
});

test('a text is read and accepted, and the gate asks for it no longer', async () => {
  await visit(ofUniversity('counselling'), '/duty', async (page) => {
    await page.waitForSelector('text=还没有确认《伦理守则》。');
    await page.click('#text-ethics-code .ant-btn-primary');
    await page.waitForSelector('#text-ethics-code [role=status]');
    assert.match(await page.innerText('#text-ethics-code'), /第 1 版[\s\S]*您已于 .*确认/);
    await page.waitForSelector('text=还没有确认《伦理守则》。', { state: 'detached' });
  });
});

test('through the members by keyboard alone: the list keeps the focus, what is opened by hand takes it and gives it back', async () => {
  await visit(ofUniversity('administration'), '/people', async (page) => {
    await page.waitForSelector('.work-table');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.waitForSelector('.opened-title');
    const second = await page.innerText('tbody tr:nth-child(2) .row-open');
    assert.equal(await page.innerText('.opened-title'), second);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.opened', { state: 'detached' });
    await page.focus('tbody tr:nth-child(1) .row-open');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.opened-title:focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.row-open:focus');
  });
});

test('a term beyond what is allowed is told with its limit; one within becomes a version', async () => {
  await visit(ofUniversity('administration'), '/retention', async (page) => {
    await page.waitForSelector('.terms');
    assert.match(await page.innerText('.terms'), /联系方式[\s\S]*最多 3 天[\s\S]*S0-25/);
    await page.click('text=设定新的期限');
    await page.fill('.days-input >> nth=0', '10');
    await page.waitForSelector('text=不能多于 3 天。');
    await page.fill('.days-input >> nth=0', '2');
    await page.click('text=从现在起这样保存');
    await page.waitForSelector('text=已设定第 1 版');
    await page.waitForSelector('text=联系方式：3 天 → 2 天');
  });
});

test('an authority sets up an institution, sees how it stands, and reads nothing about anybody there', async () => {
  await visit(ofProvince(), '/institutions', async (page) => {
    await page.click('text=设立机构');
    await page.fill('form input[maxlength="100"]', '河东师范大学');
    await page.fill('form fieldset input >> nth=0', '周明');
    await page.fill('form fieldset input[type=email]', 'zhou@normal.example');
    await page.click('text=设立，并生成邀请链接');
    await page.waitForSelector('.link-once');
    await page.click('text=已经转交，收起');
    await page.click('.row-open:has-text("河东师范大学")');
    await page.waitForSelector('text=这家机构还没有管理员');
    assert.doesNotMatch(await page.innerText('#main'), /林晓|陈静/);
  });
});

test('an authority closes an institution: taken back it goes on, and when it is too late nobody works there any more', async () => {
  const { owner } = desk.database;
  const above = desk.made.province.organisation;
  const closing = await addOrganisation(owner, { name: '河东临时援助站', kind: 'society', above });
  await join(owner, desk.made.nobody, closing, 'administration');
  const isClosed = async (): Promise<boolean> => {
    const row = owner.selectFrom('identity.organisation').select('closed_at').where('id', '=', closing);
    return (await row.executeTakeFirstOrThrow()).closed_at !== null;
  };
  await visit(ofProvince(), '/institutions', async (page) => {
    const close = async (): Promise<void> => {
      await page.click('.row-open:has-text("河东临时援助站")');
      await page.click('summary:has-text("停用这家机构")');
      await page.getByRole('button', { name: '停用河东临时援助站' }).click();
      await page.waitForSelector('.undo:has-text("即将停用河东临时援助站")');
    };
    await close();
    await page.click('.undo button');
    await page.locator('.undo').waitFor({ state: 'detached' });
    assert.equal(await isClosed(), false);
    await close();
    await until(isClosed);
    await page.reload();
    await page.waitForSelector('tr:has-text("河东临时援助站"):has-text("已停用")');
    await page.click('.row-open:has-text("河东临时援助站")');
    await page.waitForSelector('.opened-title:has-text("河东临时援助站")');
    assert.equal(await page.locator('summary:has-text("停用这家机构")').count(), 0);
  });
  assert.equal(await loadMember(desk.database.db, desk.made.nobody, closing), undefined);
});

const looks = [
  { name: 'phone by day in Chinese', viewport: screens.phone, colorScheme: 'light', lang: 'zh' },
  { name: 'phone by night in English', viewport: screens.phone, colorScheme: 'dark', lang: 'en' },
  { name: 'desktop by day in English', viewport: screens.desktop, colorScheme: 'light', lang: 'en' },
  { name: 'desktop by night in Chinese', viewport: screens.desktop, colorScheme: 'dark', lang: 'zh' },
] as const;

for (const { name, ...look } of looks)
  test(`every screen is free of what axe finds: ${name}`, async () => {
    const options = { ...look, bypassCSP: true };
    const sound = async (page: Page, state: string): Promise<void> => {
      await page.waitForTimeout(200);
      assert.deepEqual(await axeFindings(page), [], state);
      assert.equal(
        await page.evaluate('document.documentElement.scrollWidth > innerWidth'),
        false,
        `${state}: too wide`,
      );
    };
    await visit(
      ofUniversity('administration'),
      '/people',
      async (page) => {
        await page.waitForSelector('.work-table');
        await sound(page, 'members');
        await page.click('.row-open:has-text("林晓")');
        await page.click('.gate .rows button >> nth=0');
        await page.click('.gate form button[type=submit]');
        await sound(page, 'recording');
        for (const [path, main] of adminScreens) {
          await page.goto(`${desk.url}/console${path}`);
          await page.waitForSelector(main);
          await sound(page, path);
          await page.click('.page-actions button, .organisation section button');
          await page.waitForSelector('form.in-place');
          await sound(page, `${path}, writing`);
        }
      },
      options,
    );
    await visit(
      ofUniversity('counselling'),
      '/duty',
      async (page) => {
        await page.waitForSelector('.text');
        await sound(page, 'duty');
      },
      options,
    );
    await visit(
      ofProvince(),
      '/institutions',
      async (page) => {
        await page.click('.row-open >> nth=0');
        await page.waitForSelector('.opened');
        await sound(page, 'institutions');
      },
      options,
    );
  });

const adminScreens = [
  ['/invitations', '.rows, .empty-state'],
  ['/organisation', '.facts'],
  ['/retention', '.terms'],
  ['/single-sign-on', '.empty-state'],
] as const;
