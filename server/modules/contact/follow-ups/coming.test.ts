import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, describe, test } from 'node:test';
import { transaction } from '#platform/database/index.ts';
import { codeOf } from '#testing/asking.ts';
import { openFollowUps } from '#testing/follow-ups.ts';
import { silent } from '#testing/contacts.ts';
import { FileId } from '../../privacy/contract.ts';
import { agreeFollowUp, FollowUp, listMyFollowUps } from './contract.ts';
import { noticeMissed } from './jobs.ts';

const { all, server, mine, supervisor, counsellor, talk, inDays, agree, agreed, end, close } = await openFollowUps();
afterEach(() => all.everybodyGoes());
after(close);

const list = async (which: string): Promise<readonly FollowUp[]> => {
  const response = await mine.get(`/api/desk/follow-ups?which=${which}`);
  return listMyFollowUps.output.parse(await response.json()).followUps;
};

describe('whoever comes back', () => {
  test('at the agreed time waits for the same counsellor, and the meeting is kept [S1-24]', async () => {
    const returner = randomUUID();
    const ref = await talk(returner);
    const { followUp } = await agreed(ref, inDays(1));
    await end(ref);
    await all.everybodyGoes();
    all.clock.pass({ hours: 24, minutes: 5 });
    await all.onDuty(all.people.guest);
    await all.onDuty(counsellor);
    const again = await all.comesIn({ returner, introduction: silent });
    const view = await all.reception.view(again, all.clock.now());
    assert.equal(view?.contact.offer?.to, counsellor);
    assert.deepEqual(
      (await list('past')).filter(({ id }) => id === followUp.id).map(({ state }) => state),
      ['kept'],
    );
  });

  test('at another time waits like everybody', async () => {
    const returner = randomUUID();
    await agreed(await talk(returner), inDays(2));
    await all.everybodyGoes();
    const again = await all.comesIn({ returner }).catch(() => undefined);
    assert.equal(again, undefined, 'nobody is on duty');
    await all.onDuty(all.people.guest);
    const ref = await all.comesIn({ returner });
    const wished = await all.owner
      .selectFrom('contact.contact')
      .select('wished')
      .where('id', '=', ref.contact)
      .executeTakeFirst();
    assert.equal(wished?.wished, null);
  });
});

describe('a meeting to which nobody came', () => {
  test('is missed an hour later, and chased until somebody says what became of it [S4-15]', async () => {
    const { followUp } = await agreed(await talk(), inDays(1));
    const settle = (met: boolean) =>
      mine.post(`/api/desk/follow-ups/${followUp.id}/settling`, { met, words: '电话没有人接，留了言' });
    assert.equal(await codeOf(settle(true)), 'not-yet');
    all.clock.pass({ hours: 25, minutes: 1 });
    await noticeMissed(all.core);
    assert.ok((await list('missed')).some(({ id, chase }) => id === followUp.id && chase));
    const open = async () => {
      const response = await supervisor.get('/api/contact/follow-ups/missed');
      return listMyFollowUps.output.parse(await response.json()).followUps.map(({ id }) => id);
    };
    assert.ok((await open()).includes(followUp.id));
    assert.equal(FollowUp.parse(await (await settle(false)).json()).settled, '电话没有人接，留了言');
    assert.ok(!(await open()).includes(followUp.id));
    assert.equal(await codeOf(settle(false)), 'already-settled');
  });

  test('may be put at a new time while its clock runs, and not when the details are gone', async () => {
    const ref = await talk();
    const { followUp } = await agreed(ref, inDays(1));
    await end(ref);
    all.clock.pass({ hours: 26 });
    await noticeMissed(all.core);
    const move = () => mine.put(`/api/desk/follow-ups/${followUp.id}`, { at: inDays(1) });
    const moved = agreeFollowUp.output.parse(await (await move()).json());
    assert.equal(moved.followUp.state, 'agreed');
    all.clock.pass({ hours: 24 * 5 });
    await noticeMissed(all.core);
    assert.equal(await codeOf(move()), 'already-ended');
  });

  test('when the person wished to be forgotten nothing is agreed any more', async () => {
    const ref = await talk();
    await end(ref);
    const { organisation } = ref;
    await transaction(all.db, { organisation }, async (tx) => {
      const file = await tx
        .selectFrom('privacy.service_file')
        .select('id')
        .where('contact_id', '=', ref.contact)
        .executeTakeFirstOrThrow();
      await all.privacy.deleteNow(tx, FileId.parse(file.id), all.clock.now());
    });
    assert.ok(['deletion-was-asked', 'already-ended'].includes(await codeOf(agree(ref))));
  });
});

test('what became of a meeting stands on file', () => {
  assert.ok(server.ledger.some(({ word }) => word === 'contact.settle-follow-up'));
});
