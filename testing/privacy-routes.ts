// Privacy served to the people of a test, with a custodian at hand: what tests of its routes begin with.
import assert from 'node:assert/strict';
import { type FileId, getFile } from '../server/modules/privacy/contract.ts';
import type { z } from 'zod';
import { type Acting, serveStaff, type StaffServer } from './people.ts';
import { testPrivacy, type TestPrivacy } from './privacy.ts';

type ShownFile = z.infer<typeof getFile.output>;

export type PrivacyRoutes = {
  readonly service: TestPrivacy;
  readonly server: StaffServer;
  /** Custody of `university`. */
  readonly custody: Acting;
  /** A file of `university` whose service has ended now. */
  readonly ended: () => Promise<FileId>;
  /** A file as custody sees it. */
  readonly shown: (id: FileId) => Promise<ShownFile>;
  readonly clockOf: (id: FileId, of: string) => Promise<ShownFile['clocks'][number]>;
  /** A day so many days from now, Asia/Shanghai. */
  readonly dayIn: (days: number) => string;
  /** Asks for a hold on a file. */
  readonly hold: (id: string, by?: Acting) => Promise<Response>;
  readonly close: () => Promise<void>;
};

/** Opens it; close it when the file is done. */
export async function openPrivacyRoutes(): Promise<PrivacyRoutes> {
  const service = await testPrivacy();
  const { db, clock, privacy, people, file, end } = service;
  const records = { db, ledger: service.options.ledger };
  const server = await serveStaff(privacy.routes, service, { clock, records });
  const { university } = people;
  const custody = server.as(university.custody, university.organisation);
  const ended = async (): Promise<FileId> => {
    const id = await file(university.organisation);
    await end(university.organisation, id);
    return id;
  };
  const shown = async (id: FileId): Promise<ShownFile> =>
    getFile.output.parse(await (await custody.get(`/api/privacy/files/${id}`)).json());
  const clockOf = async (id: FileId, of: string): Promise<ShownFile['clocks'][number]> => {
    const found = (await shown(id)).clocks.find((one) => one.class === of);
    assert.ok(found !== undefined);
    return found;
  };
  const dayIn = (days: number): string =>
    clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days }).toString();
  const hold = (id: string, by = custody): Promise<Response> =>
    by.post('/api/privacy/holds', { file: id, reason: '法院调取', basis: '(2026)河01号', reviewOn: dayIn(30) });
  const close = async (): Promise<void> => {
    await server.close();
    await service.close();
  };
  return { service, server, custody, ended, shown, clockOf, dayIn, hold, close };
}
