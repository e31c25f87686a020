// Whole journeys of somebody who looks for help, in a real browser: first what must never happen, then the ways
// through. Against the server at SITE_URL when it is set, otherwise against the directory of the fixtures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, openVisit, screens, type Visit } from '#testing/browser.ts';
import { startSite } from '#testing/site-server.ts';

let browser: Browser;
let url: string;
let stop: () => Promise<void> = async () => {};

before(async () => {
  browser = await openBrowser();
  const given = process.env['SITE_URL'];
  if (given === undefined) ({ url, stop } = await startSite());
  else url = given;
});
after(async () => {
  await browser.close();
  await stop();
});

type Options = Parameters<typeof openVisit>[2];

/** Walks a journey in a window of its own; nothing may have been asked of another host when it ends. */
async function visit(journey: (visit: Visit) => Promise<void>, options?: Options): Promise<void> {
  const opened = await openVisit(browser, url, options);
  try {
    await journey(opened);
    assert.deepEqual(opened.outside, [], 'asked another host');
    assert.deepEqual(opened.complaints, [], 'the console complained');
  } finally {
    await opened.context.close();
  }
}

type Told = { region?: string; audience?: string; channel?: string; urgency?: string };

/** Answers the questions and sends them off. */
async function tell(page: Page, { region, audience, channel, urgency }: Told, prefix = ''): Promise<void> {
  await page.goto(`${url}${prefix}/`);
  if (region !== undefined) await page.selectOption('#region', region);
  if (audience !== undefined) await page.selectOption('#audience', audience);
  for (const [name, value] of Object.entries({ channel, urgency }))
    if (value !== undefined) await page.check(`input[name=${name}][value=${value}]`);
  await page.click('.questions button');
  await page.waitForURL('**/results/**');
}

/** Searches and waits for what was found. */
async function search(page: Page, text: string, prefix = ''): Promise<void> {
  await page.goto(`${url}${prefix}/search`);
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
  await page.waitForURL('**/search/*');
}

/** Opens the page of the first line that a search finds, and gives its address without language. */
async function lineAddress(page: Page, text: string): Promise<string> {
  await search(page, text);
  return (
    (await page.locator('.card .title a').first().getAttribute('href')) ?? assert.fail(`nothing found for ${text}`)
  );
}

/** One address of every kind of page, without language. */
async function everyAddress(): Promise<readonly string[]> {
  const { page, context } = await openVisit(browser, url);
  const lines: string[] = [];
  for (const text of ['大连市心理', '陈仲庚', '安定医院', '奇才', '天水', '广州市心理危机'])
    lines.push(await lineAddress(page, text));
  await page.goto(`${url}/notices`);
  const notice = await page.locator('.notices a').last().getAttribute('href');
  await context.close();
  const fixed = ['/', '/results', '/search', '/regions', '/regions/110000', '/regions/210000', '/regions/630000'];
  const plain = ['/notices', '/about', '/leaving', '/offline', '/regions/110000/poster'];
  return [...fixed, ...plain, ...lines, notice ?? '/notices', `${lines.at(-1)}/poster`];
}

const both = (addresses: readonly string[]): readonly string[] =>
  addresses.flatMap((address) => [address, address === '/' ? '/en' : `/en${address}`]);

const lastHeading = (page: Page): Promise<string> => page.locator('h1').innerText();

test('quick exit covers the page at once, leaves without asking, and puts nothing behind', async () => {
  const { page, context, outside } = await openVisit(browser, url);
  await page.goto(`${url}/about`);
  await page.goto(`${url}/results`);
  const neutral = (await page.getAttribute('#leave', 'href')) ?? assert.fail('no way out');
  const atOnce = await page.evaluate<string>(`(() => {
    document.getElementById('leave').click();
    return getComputedStyle(document.body).visibility + document.title;
  })()`);
  assert.equal(atOnce, 'hidden\u200b');
  await page.waitForURL(neutral);
  assert.deepEqual(outside, [neutral]);
  await page.goBack();
  assert.equal(page.url(), `${url}/about`, 'the page that was left is not in the history');
  await context.close();
});

for (const key of ['Shift', 'Escape'])
  test(`three times ${key} leaves at once, twice does not`, async () => {
    const { page, context } = await openVisit(browser, url);
    await page.goto(`${url}/`);
    const neutral = (await page.getAttribute('#leave', 'href')) ?? assert.fail('no way out');
    await page.keyboard.press(key);
    await page.keyboard.press(key);
    await page.keyboard.press('a');
    await page.keyboard.press(key);
    assert.equal(page.url(), `${url}/`);
    await page.keyboard.press(key);
    await page.keyboard.press(key);
    await page.waitForURL(neutral);
    await context.close();
  });

test('without a script quick exit is a link that says nothing of where it came from', async () => {
  const { page, context } = await openVisit(browser, url, { javaScriptEnabled: false });
  await page.goto(`${url}/results`);
  const neutral = (await page.getAttribute('#leave', 'href')) ?? assert.fail('no way out');
  const asked = page.waitForRequest(neutral);
  await page.click('#leave');
  assert.equal((await (await asked).allHeaders())['referer'], undefined);
  await context.close();
});

test('no page stores a cookie or anything else on the device', async () => {
  await visit(async ({ page, context }) => {
    await tell(page, { region: '210200', audience: 'student' });
    await search(page, '华夏');
    assert.deepEqual(await context.cookies(), []);
    assert.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0);
    assert.equal(await page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)'), 0);
  });
});

for (const javaScriptEnabled of [true, false])
  test(`find, results, line and back, ${javaScriptEnabled ? 'with' : 'without'} scripts [S2-01]`, async () => {
    await visit(
      async ({ page }) => {
        await tell(page, { region: '210200', audience: 'student', channel: 'phone', urgency: 'now' });
        assert.doesNotMatch(page.url(), /210200|student|phone|now/);
        assert.match(await page.locator('.asked').innerText(), /大连，学生，打电话，很急/);
        const first = page.locator('.card').first();
        assert.match(await first.innerText(), /大连市心理援助热线[\s\S]*0411-8468 9595[\s\S]*还没有核实/);
        await first.locator('.title a').click();
        assert.match(await lastHeading(page), /大连市心理援助热线/);
        await page.goBack();
        assert.match(await page.locator('.asked').innerText(), /大连，学生，打电话，很急/);
        await page.reload();
        assert.equal(await page.locator('.card').first().isVisible(), true);
        await page.click('.asked a');
        assert.equal(await page.inputValue('#region'), '210200');
        assert.equal(await page.isChecked('input[name=urgency][value=now]'), true);
      },
      { javaScriptEnabled },
    );
  });

test('a search finds by former name, initials and number [S2-30]', async () => {
  await visit(
    async ({ page }) => {
      for (const text of ['华夏', 'cfxl', '010-8646 0770', '８６４６０７７０']) {
        await search(page, text);
        assert.match(await page.locator('.card').first().innerText(), /晨帆心理热线/, text);
        assert.equal(await page.inputValue('#text'), text, 'what was typed is still there');
      }
    },
    { javaScriptEnabled: false },
  );
});

test('the journey in English, and to the other language and back', async () => {
  await visit(
    async ({ page }) => {
      await tell(page, { region: '210200', channel: 'phone' }, '/en');
      assert.match(await page.locator('.asked').innerText(), /Dalian, Phone/);
      await page.locator('.card .title a').first().click();
      assert.match(await page.locator('main').innerText(), /Last confirmed on 27 May 2020; nobody has verified it yet/);
      await page.click('.language');
      assert.match(await page.locator('main').innerText(), /最后确认于 2020年5月27日；还没有人核实过/);
    },
    { locale: 'en-GB' },
  );
});

test('the whole way by keyboard, the focus always to be seen', async () => {
  await visit(async ({ page }) => {
    await page.goto(`${url}/`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.id'), 'region');
    for (const key of ['Tab', 'Tab', 'ArrowRight', 'Tab', 'ArrowRight', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL('**/results/**');
    assert.match(await page.locator('.asked').innerText(), /打电话，很急/);
    const hidden: string[] = [];
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate<{ what: string; seen: boolean }>(focusSeen);
      if (!seen.seen) hidden.push(seen.what);
    }
    assert.deepEqual(hidden, []);
  });
});

/** Whether some part of the focused element is not covered by anything else. */
const focusSeen = `(() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const points = [[.5, .5], [.1, .2], [.9, .8]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const seen = element === document.body || points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  });
  return { what: element.outerHTML.slice(0, 80), seen };
})()`;

test('on a small phone the first answer’s number and button are above the fold, and so is the way to ask', async () => {
  await visit(async ({ page }) => {
    await page.goto(`${url}/`);
    const bar = await page.locator('.crisis').boundingBox();
    const ask = await page.locator('.questions button').boundingBox();
    assert.ok(bar !== null && ask !== null && ask.y + ask.height <= bar.y, 'the button of the questions');
    await tell(page, { region: '210200' });
    const button = await page.locator('.card .button').first().boundingBox();
    assert.ok(button !== null && button.y + button.height <= bar.y, 'the button of the first answer');
  });
});

test('nothing is wider than the screen at 320 pixels, nor when the reader’s text is twice as large', async () => {
  const addresses = both(await everyAddress());
  const wider = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
  for (const standard of [16, 32])
    await visit(
      async ({ page, context }) => {
        const session = await context.newCDPSession(page);
        await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } });
        for (const address of addresses) {
          await page.goto(url + address);
          assert.equal(await page.evaluate(wider), false, `${address} with letters of ${standard} pixels`);
        }
      },
      { viewport: screens.narrow },
    );
});

test('axe finds nothing wrong on any page, in both languages and both themes', async () => {
  const addresses = both(await everyAddress());
  await visit(
    async ({ page }) => {
      for (const address of addresses) {
        await page.goto(url + address);
        await page.emulateMedia({ colorScheme: 'light' });
        assert.deepEqual(await axeFindings(page), [], address);
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.deepEqual(await axeFindings(page, ['color-contrast', 'link-in-text-block']), [], `${address} by night`);
      }
    },
    { bypassCSP: true, viewport: screens.desktop, reducedMotion: 'reduce' },
  );
});

test('axe finds nothing wrong on results, errors and a phone’s screen', async () => {
  const { page, context } = await openVisit(browser, url, { bypassCSP: true });
  await tell(page, { region: '210200', channel: 'online', urgency: 'now' });
  assert.deepEqual(await axeFindings(page), []);
  for (const address of ['/lines/none', '/results/none', '/nowhere', '/en/lines/none']) {
    await page.goto(url + address);
    assert.deepEqual(await axeFindings(page), [], address);
  }
  await context.close();
});

test('a page of results comes to at most 40 kB with everything on it, and nothing on it moves', async () => {
  await visit(async ({ page }) => {
    await page.goto(`${url}/about`);
    const { bytes, requests } = await weighed(page, () => tell(page, { channel: 'phone' }));
    assert.ok(bytes <= 40_000, `${bytes} bytes in ${requests} requests`);
  });
  await visit(async ({ page }) => {
    for (const address of ['/results', '/', '/regions', '/about']) {
      const { bytes } = await weighed(page, () => page.goto(url + address));
      assert.ok(bytes <= 40_000, `${address}: ${bytes} bytes`);
      assert.equal(await page.evaluate(shifts), 0, `${address} moved`);
    }
  });
});

/** The sum of all layout shifts since the page began. */
const shifts = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 300);
})`;

/** What goes over the wire, heads included, while something is done. */
async function weighed(page: Page, act: () => Promise<unknown>): Promise<{ bytes: number; requests: number }> {
  const sizes: Promise<number>[] = [];
  const weigh = (request: {
    sizes: () => Promise<{ responseBodySize: number; responseHeadersSize: number }>;
  }): void => {
    sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
  };
  page.on('requestfinished', weigh);
  await act();
  await page.waitForLoadState('networkidle');
  page.off('requestfinished', weigh);
  const all = await Promise.all(sizes);
  return { bytes: all.reduce((sum, size) => sum + size, 0), requests: all.length };
}

test('people who are made unwell by motion see none', async () => {
  await visit(
    async ({ page }) => {
      await page.goto(`${url}/`);
      const fade = await page.evaluate(
        `getComputedStyle(document.querySelector('.questions button')).transitionDuration`,
      );
      assert.equal(fade, '0s');
    },
    { reducedMotion: 'reduce' },
  );
});

test('a poster prints on one page of A4, and nothing but the poster', async () => {
  const { page, context } = await openVisit(browser, url);
  const line = await lineAddress(page, '广州市心理危机');
  for (const address of [`${line}/poster`, '/regions/110000/poster', `/en${line}/poster`]) {
    await page.goto(url + address);
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, address);
    assert.match(pdf, /\/MediaBox\s*\[\s*0 0 59[45][\d.]* 84[12][\d.]*\s*\]/);
  }
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.crisis', '.top', '.foot', '.screen-only'])
    assert.equal(await page.isVisible(hidden), false, hidden);
  await context.close();
});

test('the offline page is kept only when somebody asks for it, and is gone when they ask again', async () => {
  const { page, context } = await openVisit(browser, url);
  await page.goto(`${url}/offline`);
  await page.click('#keep-do');
  await page.locator('#keep-said', { hasText: '已经留下了' }).waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.goto(`${url}/about`);
  await context.setOffline(true);
  await page.goto(`${url}/regions`).catch(() => null);
  assert.match(await page.locator('h1').innerText(), /没有网络，也可以打电话/);
  await context.setOffline(false);
  await page.goto(`${url}/offline`);
  await page.click('#keep-undo');
  await page.locator('#keep-said', { hasText: '已经删掉了' }).waitFor();
  assert.equal(await page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)'), 0);
  assert.deepEqual(await page.evaluate('caches.keys()'), []);
  await context.close();
});
