import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { asker, faultIn } from '#testing/asking.ts';
import { line, phone } from '#testing/lines.ts';
import { hours, snapshotOf } from '#testing/snapshots.ts';
import { serve, type Served } from '#testing/serve.ts';
import { z } from 'zod';
import type { Snapshot } from '../snapshot.ts';
import {
  HsdsBase,
  HsdsMinimal,
  HsdsOrganization,
  HsdsService,
  HsdsServiceAtLocation,
  HsdsTaxonomyTerm,
  pageOf,
} from './objects.ts';
import { hsdsRoutes } from './routes.ts';
import { serviceId } from './services.ts';

const office = line('office', {
  name: '大连市心理援助热线',
  hosts: ['大连市第七人民医院'],
  hours: hours('9:00-17:00'),
  accessPoints: [phone('041112345678'), phone('13900000000', { lineType: 'mobile', hours: hours('24小时') })],
});
const others = ['a', 'b', 'c'].map((id) => line(id, { hosts: ['某医院'], verifiedOn: '2026-10-01' }));

let snapshot: Snapshot = snapshotOf([office, ...others]);
let served: Served;
const { get, post } = asker(() => served.url);
const read = async <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> => {
  const response = await get(path);
  assert.equal(response.status, 200, path);
  return schema.parse(await response.json());
};
const ServicePage = pageOf(z.union([HsdsService, HsdsMinimal]));

before(async () => {
  served = await serve(hsdsRoutes(() => snapshot, 'https://xindeng.example'));
});
after(() => served.close());

suite('what is refused', () => {
  test('an id that names nothing', async () => {
    for (const path of ['services', 'organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms']) {
      const response = await get(`/hsds/${path}/00000000-0000-5000-8000-000000000000`);
      assert.equal(response.status, 404, path);
      assert.ok((await faultIn(response)).message.zh.length > 0);
    }
  });

  test('pages, dates and formats that cannot be', async () => {
    for (const query of [
      'page=0',
      'page=x',
      'per_page=0',
      'per_page=100000',
      'modified_after=yesterday',
      'format=xml',
      'full=perhaps',
      `search=${'x'.repeat(61)}`,
    ])
      assert.equal((await get(`/hsds/services?${query}`)).status, 400, query);
  });

  test('writing', async () => {
    assert.ok((await post('/hsds/services', '{}')).status >= 400);
  });
});

suite('what is given', () => {
  test('the API says what it is, with addresses that can be followed', async () => {
    for (const address of ['/hsds/', '/hsds']) {
      const base = await read(address, HsdsBase);
      assert.deepEqual([base.version, base.openapi_url], ['3.1', 'https://xindeng.example/api/openapi.json']);
    }
  });

  test('services come in pages that say where they are', async () => {
    const { contents, ...envelope } = await read('/hsds/services?page=2&per_page=3', ServicePage);
    assert.deepEqual(envelope, {
      total_items: 4,
      total_pages: 2,
      page_number: 2,
      size: 1,
      first_page: false,
      last_page: true,
      empty: false,
    });
    assert.equal(contents.length, 1);
    const beyond = await read('/hsds/services?page=9', ServicePage);
    assert.deepEqual([beyond.empty, beyond.size, beyond.last_page], [true, 0, true]);
  });

  test('one service comes with all that hangs on it, a list without, unless the full form is asked for', async () => {
    const service = await read(`/hsds/services/${serviceId(office)}`, HsdsService);
    assert.equal(service.service_at_locations?.length, 2);
    const schedulesIn = async (query: string) =>
      (await read(`/hsds/services?search=dalian%20${encodeURIComponent('大连')}${query}`, ServicePage)).contents.length;
    assert.equal(await schedulesIn(''), 0, 'all words must be found');
    const listed = async (query: string) =>
      (await read(`/hsds/services?search=${encodeURIComponent('大连')}${query}`, pageOf(HsdsService))).contents[0];
    assert.equal((await listed(''))?.schedules, undefined);
    assert.equal((await listed('&full=true'))?.schedules?.length, 1);
  });

  test('the minimal form says only what changed when', async () => {
    const { contents } = await read(
      '/hsds/services?minimal=true&modified_after=2026-01-01',
      pageOf(HsdsMinimal.strict()),
    );
    assert.equal(contents.length, 3);
    assert.equal(contents[0]?.modified_date, '2026-10-01T00:00:00.000+08:00');
  });

  test('organizations, places and terms can be listed, filtered and opened', async () => {
    const organizations = await read('/hsds/organizations', pageOf(HsdsOrganization));
    assert.deepEqual(
      organizations.contents.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1)),
      ['大连市第七人民医院', '某医院'],
    );
    const id = organizations.contents.find(({ name }) => name === '某医院')?.id ?? '';
    assert.equal((await read(`/hsds/organizations/${id}`, HsdsOrganization)).services?.length, 3);
    const places = await read(`/hsds/service_at_locations?organization_id=${id}`, pageOf(HsdsServiceAtLocation));
    assert.equal(places.total_items, 3);
    const [term] = (await read(`/hsds/taxonomy_terms?search=phone`, pageOf(HsdsTaxonomyTerm))).contents;
    assert.equal(term?.code, 'phone');
    assert.equal((await read(`/hsds/services?taxonomy_term_id=${term?.id}`, ServicePage)).total_items, 4);
  });

  test('a change of the directory is seen at once', async () => {
    const before = snapshot;
    snapshot = snapshotOf(others);
    assert.equal((await get(`/hsds/services/${serviceId(office)}`)).status, 404);
    snapshot = before;
    assert.equal((await get(`/hsds/services/${serviceId(office)}`)).status, 200);
  });
});
