// What tests of signing in begin with: a database with the people of a test, a server that signs them in, somebody new
// whenever a test wants one, and their way through the door.
import { Me } from '../server/modules/sign-in/contract.ts';
import { codeAt, newSecret } from '../server/modules/sign-in/factors/totp.ts';
import type { Group, PersonId } from '../server/modules/identity/contract.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { addPerson, join, people, type People } from './people.ts';
import { type SignInServer, serveSignIn, type SignInServerOptions, type TestBrowser } from './sign-in.ts';

/** Good with and without a second factor. */
export const PASSWORD = '雨天的窗台上有一只安静的橘猫呢';

/** Somebody of `university`, and a browser nobody is signed in with. */
export type Newcomer = { readonly person: PersonId; readonly email: string; readonly browser: TestBrowser };

export type SigningIn = Pick<TestDatabase, 'db' | 'owner'> & {
  readonly made: People;
  readonly server: SignInServer;
  /** Enters somebody with `PASSWORD`, in counselling unless told otherwise; `totp` is the secret of their codes. */
  readonly newcomer: (group?: Group, totp?: string) => Promise<Newcomer>;
  readonly close: () => Promise<void>;
};

/** Opens it; close it when the file is done. */
export async function openSigningIn(options?: SignInServerOptions): Promise<SigningIn> {
  const database = await testDatabase();
  const { db, owner } = database;
  const made = await people(owner);
  const server = await serveSignIn(database, options);
  let count = 0;
  const newcomer: SigningIn['newcomer'] = async (group = 'counselling', totp) => {
    count += 1;
    const email = `new${count}@university.example`;
    const person = await addPerson(owner, '林一', email);
    await join(owner, person, made.university.organisation, group);
    await server.settle(person, PASSWORD, totp);
    return { person, email, browser: server.browser() };
  };
  const close = async (): Promise<void> => {
    await server.close();
    await database.close();
  };
  return { db, owner, made, server, newcomer, close };
}

/** Goes through the first door. */
export const enter = (browser: TestBrowser, who: string, password = PASSWORD): Promise<Response> =>
  browser.post('/api/sign-in/password', { who, password });

/** What a browser is told about whoever is signed in with it. */
export const meOf = async (browser: TestBrowser): Promise<Me> =>
  Me.parse(await (await browser.get('/api/sign-in/me')).json());

/** The administration of an organisation, at its desk with a new second factor. */
export async function administratorOf(
  { owner, server, made }: Pick<SigningIn, 'owner' | 'server' | 'made'>,
  of: 'university' | 'hospital' | 'otherCentre',
): Promise<TestBrowser> {
  const secret = newSecret();
  const mark = of === 'otherCentre' ? 'other-centre' : of;
  await owner.deleteFrom('sign_in.totp').where('person_id', '=', made[of].administration).execute();
  await server.settle(made[of].administration, PASSWORD, secret);
  const browser = server.browser({ 'xindeng-organisation': made[of].organisation });
  await enter(browser, `administration@${mark}.example`);
  await browser.post('/api/sign-in/second-step/code', { code: codeAt(secret, server.clock.now()) });
  return browser;
}
