import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LIAONING, line, region } from '#testing/lines.ts';
import { regions } from '#testing/snapshots.ts';
import { ANYWHERE, PLACE, placeOf, seatOf, taken } from './coverage.ts';

const DALIAN = 210_200;
const LIAONING_NUMBER = 210_000;

suite('where a line is seated', () => {
  test('in its city, or in the city of its province that its own name carries', () => {
    assert.equal(seatOf(line('a', { region: region('210200', '大连市') }), regions).code, DALIAN);
    const named = line('b', { region: LIAONING, name: '大连市心理援助热线' });
    assert.deepEqual(seatOf(named, regions), { code: DALIAN, name: '大连市' });
  });

  test('in the city of a host that is named in full, but not of a university’s name', () => {
    const host = (name: string) =>
      seatOf(line('a', { region: LIAONING, name: '暖心热线', hosts: [name] }), regions).code;
    assert.equal(host('大连市第七人民医院'), DALIAN);
    assert.equal(host('大连大学'), LIAONING_NUMBER);
  });

  test('a city of another province in the name changes nothing', () => {
    assert.equal(seatOf(line('a', { region: LIAONING, name: '南京市热线' }), regions).code, LIAONING_NUMBER);
  });

  test('nowhere when nothing names a place [S2-32]', () => {
    assert.equal(seatOf(line('a', { name: '暖心热线' }), regions).code, ANYWHERE);
  });
});

suite('nearness and coverage', () => {
  test('the same city, then the same province, then the whole country, then elsewhere', () => {
    assert.equal(placeOf(DALIAN, DALIAN, true), PLACE.city);
    assert.equal(placeOf(LIAONING_NUMBER, DALIAN, true), PLACE.province);
    assert.equal(placeOf(210_100, DALIAN, false), PLACE.province);
    assert.equal(placeOf(420_100, DALIAN, true), PLACE.country);
    assert.equal(placeOf(420_100, DALIAN, false), PLACE.elsewhere);
    assert.equal(placeOf(DALIAN, ANYWHERE, false), PLACE.elsewhere);
  });

  test('a municipality is a city; asking for a province finds it in the province', () => {
    assert.equal(placeOf(110_000, 110_000, true), PLACE.city);
    assert.equal(placeOf(LIAONING_NUMBER, LIAONING_NUMBER, false), PLACE.province);
    assert.equal(placeOf(DALIAN, LIAONING_NUMBER, false), PLACE.province);
  });

  test('only an audience limited by place shuts anybody out [S2-28]', () => {
    assert.equal(taken(ANYWHERE, DALIAN), 'yes');
    assert.equal(taken(LIAONING_NUMBER, DALIAN), 'yes');
    assert.equal(taken(DALIAN, 210_100), 'no');
    assert.equal(taken(140_000, DALIAN), 'no');
    assert.equal(taken(DALIAN, LIAONING_NUMBER), 'perhaps');
    assert.equal(taken(DALIAN, ANYWHERE), 'perhaps');
  });
});
