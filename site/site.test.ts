import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningSite, startSite } from '#testing/site-server.ts';
import { fixturePorts, fixtureSettings } from '#testing/site-fixtures.ts';

let site: RunningSite;
before(async () => {
  site = await startSite();
});
after(() => site.stop());

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  redirect: 'manual',
  body: new URLSearchParams(fields),
});
const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(site.url + path, init);
const read = async (path: string): Promise<string> => (await ask(path)).text();

/** Posts a form and follows to where it leads. */
async function follow(path: string, fields: Record<string, string>): Promise<{ address: string; text: string }> {
  const posted = await ask(path, form(fields));
  const address = posted.headers.get('location') ?? assert.fail(`${path} led nowhere: ${posted.status}`);
  return { address, text: await read(address) };
}

const everyPage = [
  '/',
  '/results',
  '/search',
  '/lines/s2-26',
  '/lines/s2-4',
  '/lines/s2-6',
  '/lines/s2-10',
  '/lines/s2-50',
  '/lines/s2-62',
  '/lines/s2-75',
  '/lines/s2-101',
  '/regions',
  '/regions/national',
  '/regions/210000',
  '/regions/210200',
  '/regions/630000',
  '/notices',
  '/notices/hotline-survey-5',
  '/about',
  '/leaving',
  '/offline',
  '/lines/s2-57/poster',
  '/regions/110000/poster',
  '/lines/none',
  '/nowhere',
].flatMap((path) => [path, path === '/' ? '/en' : `/en${path}`]);

test('an unknown region, an unknown group and a second answer to one question are refused in plain words', async () => {
  const wrong: readonly Record<string, string>[] = [
    { region: '999999' },
    { region: 'x' },
    { audience: 'king' },
    { name: '王' },
  ];
  for (const fields of wrong) {
    const answer = await ask('/results', form(fields));
    assert.equal(answer.status, 400, JSON.stringify(fields));
    assert.match(await answer.text(), /href="tel:12356"/);
  }
  const twice = await ask('/results', { method: 'POST', body: new URLSearchParams('region=210000&region=110000') });
  assert.equal(twice.status, 400);
});

test('a line, a region, a publication or a poster that is not there is answered with 404 and numbers to call', async () => {
  for (const path of ['/lines/none', '/lines/__proto__', '/regions/990000', '/notices/none', '/lines/s2-26/poster']) {
    const answer = await ask(path);
    assert.equal(answer.status, 404, path);
    const text = await answer.text();
    assert.match(text, /href="tel:12356"/);
    assert.match(text, /action="\/search"/);
    assert.match(text, /href="\/results"/);
  }
});

test('crisis numbers, quick exit and the way back stand on every page, errors included [N-1]', async () => {
  for (const path of everyPage) {
    const text = await read(path);
    for (const tel of ['12356', '110', '120']) assert.match(text, new RegExp(`href="tel:${tel}"`), path);
    assert.match(text, /id="leave" href="https:\/\/www\.baidu\.com\/" rel="noreferrer nofollow"/, path);
    assert.match(text, /2026年11月22日|22 November 2026/, `${path} does not say when the numbers were checked`);
    assert.match(text, /class="brand" href="\/(en)?"/, path);
  }
});

test('no page carries a script or a style of its own, or asks another host for anything', async () => {
  for (const path of everyPage) {
    const text = await read(path);
    assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=|javascript:/i, path);
    const scripts = [...text.matchAll(/<script(?![^>]*application\/ld\+json)[^>]*>([\s\S]*?)<\/script/g)];
    assert.ok(
      scripts.every(([, inside]) => inside === ''),
      path,
    );
    const foreign = [...text.matchAll(/(?:src|href|action)="(https?:[^"]*)"/g)].map(([, address]) => address);
    assert.deepEqual(foreign, ['https://www.baidu.com/'], path);
    assert.doesNotMatch(/<title>([^<]*)/.exec(text)?.[1] ?? '', /心理|热线|危机|大连|北京|psych|support|help/i, path);
  }
});

test('answers stand in the body of a request and in no address', async () => {
  const { address, text } = await follow('/results', {
    region: '210200',
    audience: 'youth',
    channel: 'phone',
    urgency: 'now',
  });
  assert.match(address, /^\/results\/[\w-]+$/);
  assert.doesNotMatch(address, /210200|youth|phone|now/);
  assert.match(text, /大连，青少年，打电话，很急/);
  const again = await read(/href="(\/questions\/[^"]+)"/.exec(text)?.[1] ?? '');
  for (const kept of [
    /value="210200"\s+selected/,
    /value="youth"\s+selected/,
    /value="phone"\s+checked/,
    /value="now"\s+checked/,
  ])
    assert.match(again, kept);
});

test('an address that is too old or broken asks the questions again instead of failing', async () => {
  for (const path of ['/results/AAAA', '/questions/AAAA', '/search/AAAA', '/en/results/AAAA']) {
    const answer = await ask(path);
    assert.equal(answer.status, 410);
    assert.match(await answer.text(), /name="region"/);
  }
});

test('somebody who marks "urgent" for typing or writing is pointed to the telephone first [S0-12]', async () => {
  const { text } = await follow('/results', { channel: 'online', urgency: 'now' });
  const advice = text.indexOf('打电话更快');
  assert.ok(advice > 0);
  assert.ok(text.indexOf('class="dial"') > advice, 'a number to call comes after the advice');
  assert.ok(text.indexOf('支付宝') === -1 || text.indexOf('支付宝') > text.indexOf('class="dial"'));
  const patient = await follow('/results', { channel: 'online', urgency: 'can-wait' });
  assert.match(patient.text, /打字适合不急、网络稳定/);
});

test('a search finds by name, former name, initials and number [S2-30]', async () => {
  for (const text of ['晨帆', '华夏', 'cfxl', '86460770']) {
    const found = await follow('/search', { text });
    assert.match(found.text, /010-8646 0770/, text);
    assert.doesNotMatch(decodeURIComponent(found.address), new RegExp(text));
  }
  const former = await follow('/search', { text: '华夏' });
  assert.match(former.text, /曾用名：华夏心理热线/);
});

test('a search that finds nothing offers lines that should be answering', async () => {
  const { text } = await follow('/search', { text: '没有这条' });
  assert.match(text, /没有找到/);
  assert.match(text, /<h2>现在应有人接听<\/h2>[\s\S]*<h3 class="title">[\s\S]*class="dial"/);
});

test('a search for nothing asks for a few characters, and says under a heading what it offers meanwhile', async () => {
  for (const [address, heading] of [
    ['/search', '现在应有人接听'],
    ['/en/search', 'Should be open now'],
  ] as const) {
    const text = await read(address);
    assert.ok(text.indexOf(`<h2>${heading}</h2>`) < text.indexOf('class="card"'), address);
    assert.ok(text.includes(`<h2>${heading}</h2>`), address);
  }
});

test('what is typed comes back as text, whatever it is', async () => {
  const { text } = await follow('/search', { text: '"><script>alert(1)</script>' });
  assert.doesNotMatch(text, /<script>alert/);
  assert.match(text, /value="&quot;&gt;&lt;script&gt;/);
  const tooLong = await ask('/search', form({ text: '长'.repeat(61) }));
  assert.equal(tooLong.status, 400);
});

test('an ended line keeps its page, offers others, and nothing of its own to dial [S0-21]', async () => {
  const text = await read('/lines/s2-10');
  assert.match(text, /已于 2023年1月8日 随之结束/);
  assert.match(text, /010-5830 3286/);
  assert.doesNotMatch(text, /href="tel:01058303286"/);
  assert.match(text, /可以换成这些[\s\S]*class="dial"[\s\S]*010-5830 3286/);
  assert.doesNotMatch(/ld\+json">([\s\S]*?)<\/script/.exec(text)?.[1] ?? '', /telephone/);
});

test('a number in doubt is shown as published, with a guess that is called a guess', async () => {
  const text = await read('/lines/s2-26');
  assert.match(text, /041-8468 9595/);
  assert.match(text, /href="tel:041184689595"/);
  assert.match(text, /按区号 0411 推测，还没有核实/);
  assert.doesNotMatch(text, /href="tel:04184689595"/);
});

test('keys to press are told, and an 800 number says that a mobile phone cannot call it [S2-22]', async () => {
  const keys = await read('/lines/s2-75');
  assert.match(keys, /href="tel:093112320"/);
  assert.match(keys, /接通后按 5，再按 2/);
  assert.match(await read('/lines/s2-4'), /800 号码只能用座机拨打/);
});

test('each way to reach a line shows its own hours when it has any [S2-19]', async () => {
  const text = await read('/lines/s2-50');
  assert.match(text, /0371-8616 9595：[\s\S]*9:00–12:00[\s\S]*14:00–18:00[\s\S]*0371-2299 3442：[\s\S]*19:00–23:00/);
});

test('a publication is shown with number, issuers, date and contact, its rows in the order of the document [S1-31]', async () => {
  const henan = await read('/notices/henan-2020-4');
  for (const fact of [
    '豫教疫防办〔2020〕4号',
    '河南省教育厅新型冠状病毒感染的肺炎疫情防控工作领导小组',
    '2020年1月30日',
  ])
    assert.ok(henan.includes(fact), fact);
  const survey = await read('/notices/hotline-survey-5');
  assert.match(survey, /程寅[\s\S]*chengyin@dfmjxl\.cn/);
  assert.match(survey, /不分先后/);
  const rows = [...survey.matchAll(/第 (\d+) 条/g)].map(([, row]) => Number(row));
  assert.deepEqual(
    rows,
    rows.toSorted((a, b) => a - b),
  );
});

test('a place without a line of its own is no dead end', async () => {
  const text = await read('/regions/630000');
  assert.match(text, /还没有收录当地的热线/);
  assert.match(text, /href="tel:02785844666"/);
});

test('English pages are in English, with Chinese names marked as Chinese', async () => {
  const text = await read('/en/lines/s2-57');
  assert.match(text, /<html lang="en"/);
  assert.match(text, /<span lang="zh-CN">广州市心理危机干预热线<\/span>/);
  assert.match(text, /Guangzhou/);
});

test('structured data of a line is JSON and names its number', async () => {
  const json = /ld\+json">([\s\S]*?)<\/script/.exec(await read('/lines/s2-57'))?.[1] ?? '';
  const data: unknown = JSON.parse(json);
  assert.partialDeepStrictEqual(data, {
    '@type': 'Service',
    name: '广州市心理危机干预热线',
    availableChannel: [{ servicePhone: { telephone: '02081899120' } }],
  });
});

test('a poster can be had as SVG and as PDF', async () => {
  const svg = await ask('/lines/s2-57/poster.svg');
  assert.equal(svg.headers.get('content-type'), 'image/svg+xml');
  assert.match(await svg.text(), /^<svg[^>]* viewBox="0 0 210 297"/);
  const pdf = await ask('/regions/110000/poster.pdf');
  assert.equal(pdf.headers.get('content-type'), 'application/pdf');
  assert.match(await pdf.text(), /^%PDF-1\.5/);
});

test('the stylesheet may be kept for good, pages not at all', async () => {
  const page = await ask('/');
  assert.equal(page.headers.get('cache-control'), 'no-store');
  const sheet = /rel="stylesheet" href="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const answer = await ask(sheet);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
});

test('when the directory itself fails, the page still comes with numbers to call', async () => {
  const broken = () => {
    throw new Error('the directory is gone');
  };
  const failing = await startSite({ ports: { ...fixturePorts, match: broken }, settings: fixtureSettings });
  try {
    const answer = await fetch(`${failing.url}/results`);
    assert.equal(answer.status, 500);
    const text = await answer.text();
    assert.match(text, /href="tel:12356"/);
    assert.doesNotMatch(text, /directory is gone/);
  } finally {
    await failing.stop();
  }
});
