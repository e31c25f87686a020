import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { testPrivacy } from '#testing/privacy.ts';
import { certificatesExport } from './certificates-export-store.ts';

const service = await testPrivacy();
const { db, clock, privacy, people, file, end } = service;
const { university, hospital } = people;
after(service.close);

test('the list of certificates says what died and by which rule, to its own organisation only, and nothing of what was in it', async () => {
  const id = await file(university.organisation, '13912345678');
  await end(university.organisation, id);
  clock.pass({ hours: 73 });
  await privacy.runClocks();
  const make = (organisation: string) =>
    transaction(db, { organisation }, (tx) =>
      certificatesExport.make(tx, { from: '2026-11-01', to: '2026-11-30' }, { organisation, now: clock.now() }),
    );
  const { columns, rows } = await make(university.organisation);
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.equal(row?.cells.length, columns.length);
  assert.ok(row?.cells.includes(id) && row.cells.includes('contact-details'));
  assert.doesNotMatch(JSON.stringify(rows), /13912345678|林小雨/);
  assert.equal((await make(hospital.organisation)).rows.length, 0);
});
