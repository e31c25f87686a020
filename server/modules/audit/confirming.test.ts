import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { withClient } from '#platform/database/client.ts';
import { fileOf, lines, openExports, readExport, statement } from '#testing/exports.ts';
import { confirmFile } from './operating-store.ts';

const { access, people, custodian, approved, close } = await openExports();
const { university } = people;
after(close);

describe('a file that has left is held against the chain', () => {
  const confirm = (bytes: Buffer | string) =>
    withClient(access.owner, 'test', (client) => confirmFile(client, Buffer.from(bytes)));
  const stated = async (): Promise<Buffer> => {
    const made = await readExport(await custodian.post(fileOf(await approved(statement))));
    return Buffer.from(await (await custodian.get(fileOf(made))).arrayBuffer());
  };

  test('as it left it is confirmed, with when it was made and every line it shows [S3-91] [S3-74]', async () => {
    const { text, fine } = await confirm(await stated());
    assert.equal(fine, true, text);
    assert.match(text, /2 行与操作留痕一致/);
  });

  test('with one letter changed it is not', async () => {
    const page = (await stated()).toString();
    for (const changed of [page.replace('督导', '质量'), page.replace(/data-hash="./, 'data-hash="g'), `${page} `]) {
      assert.notEqual(changed, page);
      assert.equal((await confirm(changed)).fine, false);
    }
  });

  test('a page made up from nothing is not', async () => {
    assert.equal((await confirm('<body data-chain="x">')).fine, false);
    assert.equal((await confirm(Buffer.alloc(0))).fine, false);
  });

  test('nothing that a person wrote becomes markup on a page', async () => {
    const made = await readExport(
      await custodian.post(
        fileOf(
          await approved({
            ...statement,
            reason: '<script>x</script>',
            scope: { ...lines.scope, person: university.supervision },
          }),
        ),
      ),
    );
    const page = await (await custodian.get(fileOf(made))).text();
    assert.match(page, /&lt;script&gt;x/);
    assert.match(page, /&lt;b&gt;7/);
    assert.doesNotMatch(page, /<script/);
  });
});
