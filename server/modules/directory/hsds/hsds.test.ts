import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, suite, test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { z } from 'zod';
import { loadPublished } from '#sources/index.ts';
import { audience, DALIAN, LIAONING, line, phone } from '#testing/lines.ts';
import { at, hours, snapshotOf } from '#testing/snapshots.ts';
import { toLines } from '../merging.ts';
import type { Snapshot } from '../snapshot.ts';
import {
  catalogueOf,
  filteredLines,
  getOrganization,
  getPlace,
  getService,
  listedOrganization,
  listedPlace,
  listedService,
  type View,
} from './catalogue.ts';
import type { HsdsSchedule } from './objects.ts';
import { TAXONOMIES, TAXONOMY_TERMS } from './taxonomies.ts';
import { uuidOf } from './uuid.ts';

const SCHEMAS = new URL('../../../../data/hsds-3.1/', import.meta.url);
const ajv = new Ajv({ allErrors: true });
formats.default(ajv);
for (const file of readdirSync(SCHEMAS).filter((name) => name.endsWith('.json')))
  ajv.addSchema(z.looseObject({ $id: z.string() }).parse(JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8'))));

/** Fails with the specification's own complaint when a thing is not what its schema says. */
function assertIs(schema: string, thing: unknown): void {
  const valid = ajv.validate(`${schema}.json`, thing);
  assert.ok(valid, `${schema}: ${ajv.errorsText()} in ${JSON.stringify(thing).slice(0, 400)}`);
}

const TODAY = at('2026-11-22T23:40');
const viewOf = (snapshot: Snapshot, when = TODAY): View => ({ catalogue: catalogueOf(snapshot), at: when });

suite('the published directory as HSDS 3.1', () => {
  let view: View;
  before(async () => {
    view = viewOf(snapshotOf(toLines([await loadPublished('2026-11-22')])));
  });

  test('the specification’s schemas would notice a wrong object', () => {
    assert.throws(() => assertIs('service', { id: 'x', name: 'a', status: 'active' }));
    assert.throws(() => assertIs('service', { id: uuidOf('a'), name: 'a', status: 'gone' }));
    assert.throws(() => assertIs('phone', { id: uuidOf('a'), number: null }));
  });

  test('every service, in each form, is valid, in 2026 as in 2020', () => {
    for (const when of [TODAY, at('2020-04-20T12:00')]) {
      const shown = { ...view, at: when };
      assert.ok(view.catalogue.services.size > 100);
      for (const [id, line] of view.catalogue.services) {
        assertIs('service', getService(shown, id));
        assertIs('service', listedService(shown, line, 'basic'));
      }
    }
  });

  test('every place is valid, and so is the service within it', () => {
    for (const [id, place] of view.catalogue.places) {
      const full = getPlace(view, id);
      assertIs('service_at_location', full);
      assertIs('service', full?.service);
      assertIs('service_at_location', listedPlace(view, place, false));
    }
  });

  test('every organization is valid, and so are the services within it', () => {
    for (const [id, runner] of view.catalogue.organizations) {
      const full = getOrganization(view, id, true);
      assertIs('organization', full);
      for (const service of full?.services ?? []) assertIs('service', service);
      assertIs('organization', listedOrganization(view, runner, null));
    }
  });

  test('every taxonomy and term is valid', () => {
    for (const taxonomy of TAXONOMIES) assertIs('taxonomy', taxonomy);
    for (const term of TAXONOMY_TERMS) assertIs('taxonomy_term', term);
  });

  test('every id names one object, and every link leads to one that exists', () => {
    const ids = [
      ...view.catalogue.services.keys(),
      ...view.catalogue.organizations.keys(),
      ...view.catalogue.places.keys(),
    ];
    assert.equal(new Set(ids).size, ids.length);
    for (const id of view.catalogue.services.keys()) {
      const service = getService(view, id);
      assert.ok(service !== undefined && view.catalogue.organizations.has(service.organization_id));
      for (const place of service.service_at_locations ?? []) assert.ok(view.catalogue.places.has(place.id));
      const hanging = [...(service.phones ?? []), ...(service.schedules ?? []), ...(service.attributes ?? [])].map(
        ({ id }) => id,
      );
      assert.equal(new Set(hanging).size, hanging.length, service.name);
    }
  });

  test('no time is 24:00, and no line past its end is active [S2-26]', () => {
    const text = JSON.stringify([...view.catalogue.services.keys()].map((id) => getService(view, id)));
    assert.doesNotMatch(text, /"(?:opens|closes)_at":"24/);
    for (const id of view.catalogue.services.keys()) {
      const service = getService(view, id);
      assert.ok(service?.alert !== undefined, 'nobody has verified a line of these lists');
      if (/已超过|已经结束/.test(service.alert)) assert.equal(service.status, 'inactive');
    }
  });
});

suite('one line as a service', () => {
  const serviceOf = (one: ReturnType<typeof line>, when = TODAY) => {
    const view = viewOf(snapshotOf([one]), when);
    const service = getService(view, [...view.catalogue.services.keys()][0] ?? '');
    if (service === undefined) throw new Error('no service');
    assertIs('service', service);
    return service;
  };
  const rows = (schedules: readonly HsdsSchedule[] | undefined) =>
    schedules?.map(({ byday, opens_at, closes_at, valid_from, valid_to }) => [
      byday,
      opens_at,
      closes_at,
      valid_from,
      valid_to,
    ]);

  test('each group of numbers with hours of its own is a place of its own [S2-19]', () => {
    const both = line('a', {
      hours: hours('9:00-17:00'),
      accessPoints: [phone('087165012364'), phone('18088240543', { lineType: 'mobile', hours: hours('24小时') })],
    });
    const { service_at_locations: places, phones } = serviceOf(both);
    assert.deepEqual(
      places?.map((place) => place.phones?.map(({ number, type }) => [number, type])),
      [[['087165012364', 'voice']], [['18088240543', 'cell']]],
    );
    assert.deepEqual(
      places?.map((place) => rows(place.schedules)?.[0]?.slice(1, 3)),
      [
        ['09:00+08:00', '17:00+08:00'],
        ['00:00+08:00', '23:59+08:00'],
      ],
    );
    assert.equal(phones?.length, 2);
  });

  test('menu keys are an extension, and are told in words [S2-22]', () => {
    const keys = line('a', {
      accessPoints: [phone('0931-12320', { kind: 'short-code', lineType: 'area-short-code', menuKeys: ['5', '2'] })],
    });
    const [number] = serviceOf(keys).phones ?? [];
    assert.equal(number?.extension, 52);
    assert.match(number?.description ?? '', /依次按 5、2 press 5, then 2/);
  });

  test('a number that cannot be dialled goes out as published, with its likely correction in words', () => {
    const doubtful = line('a', {
      accessPoints: [phone('x', { raw: '041-8468 9595', tel: null, suggestedTel: '041184689595' })],
    });
    const [number] = serviceOf(doubtful).phones ?? [];
    assert.equal(number?.number, '041-8468 9595');
    assert.match(number?.description ?? '', /likely 041184689595/);
  });

  test('a night that passes midnight is two rows, the second a day later', () => {
    const night = line('a', { hours: hours('周五 20:00-次日2:00'), opened: '2026-01-02' });
    assert.deepEqual(rows(serviceOf(night).schedules), [
      ['FR', '20:00+08:00', '23:59+08:00', '2026-01-02', undefined],
      ['SA', '00:00+08:00', '02:00+08:00', '2026-01-03', undefined],
    ]);
  });

  test('working days go out as text and as rows that leave holidays out and make-up days in [S0-28]', () => {
    const office = line('a', { hours: hours('9:00-17:00 (工作日)') });
    const schedules = serviceOf(office, at('2026-09-21T12:00')).schedules ?? [];
    const open = (date: string) =>
      schedules.some(({ byday, valid_from, valid_to }) => {
        const day = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][Temporal.PlainDate.from(date).dayOfWeek - 1] ?? '';
        return (byday ?? '').split(',').includes(day) && (valid_from ?? '') <= date && date <= (valid_to ?? '');
      });
    assert.deepEqual(
      ['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10', '2026-10-11', '2026-10-12'].map(open),
      [true, false, false, true, true, false, true],
    );
    assert.ok(schedules.every(({ description }) => /工作日/.test(description)));
  });

  test('past the calendar’s last day only the text remains', () => {
    const office = line('a', { hours: hours('9:00-17:00 (工作日)') });
    const schedules = serviceOf(office, at('2031-05-05T10:00')).schedules ?? [];
    assert.deepEqual(
      schedules.map(({ freq, byday }) => [freq, byday]),
      [[undefined, undefined]],
    );
  });

  test('hours that could not be read are quoted, never guessed', () => {
    const [row] = serviceOf(line('a', { hours: { raw: '视情况而定', schedule: null } })).schedules ?? [];
    assert.equal(row?.description, '视情况而定');
    assert.equal(row?.opens_at, undefined);
  });

  test('audience and ways of access are terms; what is no telephone is told how to reach', () => {
    const online = line('a', {
      audience: audience({ everyone: false, groups: ['student'], region: LIAONING }),
      accessPoints: [
        phone('x', { kind: 'qq', tel: null, number: '1406319697' }),
        phone('x', { kind: 'email', tel: null, number: 'heart@example.cn' }),
      ],
    });
    const service = serviceOf(online);
    assert.deepEqual(
      service.attributes?.map(({ link_type, taxonomy_term }) => `${link_type} ${taxonomy_term.code}`),
      ['audience student', 'access qq', 'access email'],
    );
    assert.equal(service.email, 'heart@example.cn');
    assert.match(service.application_process ?? '', /QQ: 1406319697/);
    assert.equal(service.service_areas?.[0]?.extent, 'GB/T 2260 210000');
  });

  test('a line that a person verified says when, and carries no warning', () => {
    const verified = serviceOf(line('a', { verifiedOn: '2026-10-01' }));
    assert.equal(verified.assured_date, '2026-10-01');
    assert.equal(verified.alert, undefined);
    assert.equal(verified.last_modified, '2026-10-01T00:00:00.000+08:00');
  });
});

suite('asking for some of it', () => {
  const lines = [
    line('a', { name: '大连市心理援助热线', region: DALIAN, hosts: ['大连市第七人民医院'] }),
    line('b', {
      hosts: ['大连市第七人民医院'],
      audience: audience({ everyone: false, groups: ['student'] }),
      verifiedOn: '2026-10-01',
    }),
    line('c', { confirmedOn: null }),
  ];
  const view = viewOf(snapshotOf(lines));
  const ids = (filter: Parameters<typeof filteredLines>[1]): string[] =>
    filteredLines(view, filter).map(({ id }) => id);

  test('filters are cumulative', () => {
    const organization = [...view.catalogue.organizations.keys()][0];
    const student = TAXONOMY_TERMS.find(({ code }) => code === 'student');
    assert.deepEqual(ids({}), ['a', 'b', 'c']);
    assert.deepEqual(ids({ organization_id: organization }), ['a', 'b']);
    assert.deepEqual(ids({ organization_id: organization, taxonomy_term_id: student?.id }), ['b']);
    assert.deepEqual(ids({ search: '大连' }), ['a', 'b']);
    assert.deepEqual(ids({ organization_id: uuidOf('nobody') }), []);
  });

  test('what changed since a day includes that day, in Asia/Shanghai', () => {
    assert.deepEqual(ids({ modified_after: '2026-10-01' }), ['b']);
    assert.deepEqual(ids({ modified_after: '2026-09-30T16:00:00Z' }), ['b']);
    assert.deepEqual(ids({ modified_after: '2026-10-01T00:01' }), []);
  });
});

test('a UUID is of version 5 and made from the words alone', () => {
  assert.match(uuidOf('service', 'a'), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(uuidOf('service', 'a'), uuidOf('service', 'a'));
  assert.notEqual(uuidOf('service', 'a'), uuidOf('service', 'b'));
});
